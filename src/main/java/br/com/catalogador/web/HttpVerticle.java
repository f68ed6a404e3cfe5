package br.com.catalogador.web;

import br.com.catalogador.bus.Bus;
import br.com.catalogador.web.bridge.Bridge;
import br.com.catalogador.web.bridge.SocketAdmission;
import br.com.catalogador.web.http.ApiDocument;
import br.com.catalogador.web.http.Authentication;
import br.com.catalogador.web.http.BodyEncoder;
import br.com.catalogador.web.http.BodyReader;
import br.com.catalogador.web.http.ClientLimits;
import br.com.catalogador.web.http.HostCheck;
import br.com.catalogador.web.http.InFlightLimit;
import br.com.catalogador.web.http.OpenRequests;
import br.com.catalogador.web.http.RequestIds;
import br.com.catalogador.web.http.SecurityHeaders;
import br.com.catalogador.web.http.SessionClient;
import br.com.catalogador.web.http.SlowClients;
import br.com.catalogador.web.http.Texts;
import br.com.catalogador.web.http.TokenCookie;
import br.com.catalogador.web.http.Tokens;
import br.com.catalogador.web.http.WebOptions;
import br.com.catalogador.web.page.ApiPageRoute;
import br.com.catalogador.web.page.Pages;
import br.com.catalogador.web.page.StaticFiles;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The HTTP server; deployed once per core, with all instances sharing one port. Checks requests and
 * forwards them over the bus to the services that answer them.
 */
public final class HttpVerticle extends VerticleBase {
  /** How long the server waits for requests in flight when it stops. */
  public static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(10);

  /** The templates of the pages, by operation id. */
  private static final Map<String, String> PAGES =
      Map.of(
          "getAnalysisPage", "index.hbs",
          "getRankingPage", "index.hbs",
          "getSlotsPage", "index.hbs",
          "getCalculatorPage", "calculadora.hbs");

  private static final int MAX_LINE_BYTES = 4 * 1024;
  private static final int MAX_HEADER_BYTES = 8 * 1024;

  /**
   * Size of the kernel's send buffer. The kernel accepts more bytes only once a third of it is
   * free. With its default of some megabytes, a slow client would not read a third before the write
   * stall timeout.
   */
  private static final int SEND_BUFFER_BYTES = 64 * 1024;

  /**
   * Any free port, the same for all instances; with 0 Vert.x would bind a different one for each.
   */
  private static final int ANY_SHARED_PORT = -1;

  private final WebOptions options;
  private final String version;
  private final StaticFiles files;
  private final InstantSource time;
  private final ClientLimits limits;
  private final TokenCookie cookies;
  private final OpenRequests requests = new OpenRequests();
  private Texts texts;
  private Bus bus;
  private ApiDocument document;
  private Tokens tokens;
  private BodyEncoder encoder;
  private Bridge bridge;
  private HttpServer server;

  /**
   * @param version the product version, shown on pages
   * @param build an id of the build, part of the URLs of static files
   */
  public HttpVerticle(WebOptions options, String version, String build, InstantSource time) {
    this(options, version, build, time, ClientLimits.DEFAULT);
  }

  /** As above, with given limits. */
  public HttpVerticle(
      WebOptions options, String version, String build, InstantSource time, ClientLimits limits) {
    this.options = options;
    this.version = version;
    this.files = new StaticFiles(build);
    this.time = time;
    this.limits = limits;
    this.cookies = new TokenCookie(options, time);
  }

  @Override
  public Future<?> start() {
    // Reading the document and loading all classes would block the event loop for too long.
    return vertx.executeBlocking(this::assemble).compose(listening -> listening);
  }

  private Future<HttpServer> assemble() {
    document = ApiDocument.load();
    texts = Texts.load();
    bus = Bus.of(vertx);
    tokens = new Tokens(vertx, options, time);
    encoder = new BodyEncoder(vertx);
    Router router = Router.router(vertx);
    router.route().handler(new RequestIds(options.trustedProxies()));
    SlowClients slow =
        new SlowClients(vertx, options.requestTimeout(), options.idleTimeout(), limits);
    router.route().handler(slow);
    router.route().handler(new SecurityHeaders());
    router.route("/api/*").handler(HttpVerticle::disableCaching);
    router.route().handler(new HostCheck(options.publicUrl()));
    mountBridge(router);
    router.route().handler(requests);
    files.mount(router);
    Pages pages = new Pages(vertx, texts, files, options, cookies, version);
    mountOperations(router, pages);
    Problems problems = new Problems(texts, pages);
    mountFailures(router, problems);
    return prepare(pages).compose(ignored -> listen(router, slow, problems));
  }

  /**
   * Accepts no new connections, closes WebSockets at once, and other connections after the response
   * to their request in flight.
   */
  @Override
  public Future<?> stop() {
    if (server == null) {
      return Future.succeededFuture();
    }
    requests.stopping();
    Future<Void> closed = server.shutdown(DRAIN_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    bridge.close();
    return closed.onComplete(ignored -> requests.stopped());
  }

  /** The port that the server listens on; only after the deployment. */
  public int port() {
    return server.actualPort();
  }

  private void mountOperations(Router router, Pages pages) {
    Map<String, Handler<RoutingContext>> handlers = new HashMap<>();
    SessionClient sessions = new SessionClient(bus);
    addLogin(handlers);
    addMarket(handlers, sessions);
    handlers.putAll(new RankingRoutes(sessions, encoder).handlers());
    handlers.putAll(new HoursRoutes(bus, sessions, encoder).handlers());
    handlers.putAll(new HistoryRoutes(sessions).handlers());
    handlers.putAll(new RecordingRoutes(sessions, encoder).handlers());
    PAGES.forEach(
        (operation, template) ->
            handlers.put(operation, context -> pages.answer(context, template)));
    handlers.put("getApiDocument", new ApiDocumentRoute(document));
    handlers.put("getApiPage", new ApiPageRoute(document, pages));
    BodyReader ownCandles = new BodyReader(OwnQuestion.MAX_BYTES);
    new Operations(
            new Authentication(tokens, cookies),
            new InFlightLimit(vertx),
            new BodyReader(),
            Map.of(
                CandleFileRoute.OPERATION,
                RoutingContext::next,
                OwnCatalogRoute.OPERATION,
                ownCandles,
                HoursRoutes.OWN_HOURS,
                ownCandles,
                HoursRoutes.OWN_SLOTS,
                ownCandles),
            handlers)
        .mount(router, document.operations());
  }

  private void addLogin(Map<String, Handler<RoutingContext>> handlers) {
    LoginResponse logins = new LoginResponse(tokens, options, time, cookies);
    handlers.putAll(new LoginRoutes(bus, logins, options.logins()).handlers());
    handlers.putAll(new OAuthRoutes(bus, logins, cookies).handlers());
    handlers.put("logout", new LogoutRoute(bus, cookies));
  }

  private void addMarket(Map<String, Handler<RoutingContext>> handlers, SessionClient sessions) {
    handlers.put("getSession", new SessionRoute(sessions, options));
    handlers.put("setPreferences", new PreferencesRoute(sessions));
    handlers.put("getAssets", new AssetsRoute(sessions));
    handlers.put("getCandles", new CandlesRoute(sessions, encoder));
    handlers.put("getStrategies", new StrategiesRoute(sessions, texts));
    handlers.put("getCatalog", new CatalogRoute(sessions, encoder));
    handlers.put(OwnCatalogRoute.OPERATION, new OwnCatalogRoute(bus, sessions, encoder));
    handlers.put(CandleFileRoute.OPERATION, new CandleFileRoute(vertx, sessions, time));
  }

  private void mountBridge(Router router) {
    SocketAdmission admission = new SocketAdmission(tokens, new SessionClient(bus));
    bridge = new Bridge(vertx, bus, admission, texts, options, time, limits, cookies, encoder);
    bridge.mount(router);
  }

  private static void disableCaching(RoutingContext context) {
    context.response().putHeader("Cache-Control", "no-store");
    context.next();
  }

  private Future<Void> prepare(Pages pages) {
    return Future.all(PAGES.values().stream().distinct().map(pages::prepare).toList())
        .compose(ignored -> pages.prepareFailure());
  }

  private static void mountFailures(Router router, Problems problems) {
    router.route().failureHandler(problems);
    for (int status : Problems.statuses()) {
      router.errorHandler(status, problems);
    }
  }

  private Future<HttpServer> listen(Router router, SlowClients slow, Problems problems) {
    return vertx
        .createHttpServer(serverOptions())
        .connectionHandler(slow::opened)
        .requestHandler(router)
        .invalidRequestHandler(problems::refuse)
        .listen()
        .onSuccess(listening -> server = listening);
  }

  private HttpServerOptions serverOptions() {
    HttpServerOptions http =
        new HttpServerOptions()
            .setHost(options.host())
            .setPort(options.port() == 0 ? ANY_SHARED_PORT : options.port())
            .setCompressionSupported(true)
            .setHandle100ContinueAutomatically(true)
            // Proxies use HTTP/1.1; an unused protocol is only an attack surface.
            .setHttp2ClearTextEnabled(false)
            .setMaxInitialLineLength(MAX_LINE_BYTES)
            .setMaxHeaderSize(MAX_HEADER_BYTES)
            .setSendBufferSize(SEND_BUFFER_BYTES)
            .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
            .setIdleTimeout((int) Math.min(Integer.MAX_VALUE, options.idleTimeout().toMillis()));
    return Bridge.limit(http);
  }
}
