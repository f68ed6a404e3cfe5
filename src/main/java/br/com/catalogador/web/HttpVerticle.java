package br.com.catalogador.web;

import br.com.catalogador.bus.Bus;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/**
 * The HTTP server; deployed once per core, all instances sharing one port. Checks and translates;
 * the work is done behind the bus.
 */
public final class HttpVerticle extends VerticleBase {
  /** How long requests under way may take to end once the server has been told to stop. */
  public static final Duration LAST_REQUESTS = Duration.ofSeconds(10);

  private static final long MAX_BODY_BYTES = 64 * 1024;

  /** To Vert.x any free port, the same for all instances; 0 would be another one for each. */
  private static final int ANY_SHARED = -1;

  private final WebOptions options;
  private final String version;
  private final Texts texts;
  private final StaticFiles files;
  private final InstantSource time;
  private Bus bus;
  private Tokens tokens;
  private Bridge bridge;
  private HttpServer server;

  /**
   * @param version the product's version, for people
   * @param build text that differs from build to build
   */
  public HttpVerticle(WebOptions options, String version, String build, InstantSource time) {
    this.options = options;
    this.version = version;
    this.texts = Texts.load();
    this.files = new StaticFiles(build);
    this.time = time;
  }

  @Override
  public Future<?> start() {
    bus = Bus.of(vertx);
    tokens = new Tokens(vertx, options);
    Router router = Router.router(vertx);
    router.route().handler(new RequestIds(options.trustedProxies()));
    router.route().handler(new SecurityHeaders());
    mountApi(router);
    mountBridge(router);
    files.mount(router);
    Pages pages = new Pages(vertx, texts, files, options, version);
    mountFailures(router, pages);
    return mountPages(router, pages).compose(mounted -> listen(router));
  }

  /**
   * Takes no new connection and closes the others one by one, each after its last answer; pages'
   * sockets, which have no last answer, at once.
   */
  @Override
  public Future<?> stop() {
    if (server == null) {
      return Future.succeededFuture();
    }
    Future<Void> closed = server.shutdown(LAST_REQUESTS.toMillis(), TimeUnit.MILLISECONDS);
    bridge.close();
    return closed;
  }

  /** The port it listens on, once it has been deployed. */
  public int port() {
    return server.actualPort();
  }

  private void mountApi(Router router) {
    Router api = Router.router(vertx);
    api.route().handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES));
    api.route().handler(HttpVerticle::neverCached);
    LoginAnswers logins = new LoginAnswers(tokens, options, time);
    api.post("/login").handler(new LoginRoute(bus, logins, options));
    api.post("/login/2fa").handler(new ConfirmCodeRoute(bus, logins, options));
    api.route().handler(new Authentication(tokens));
    api.post("/logout").handler(new LogoutRoute(bus));
    Sessions sessions = new Sessions(bus);
    api.get("/session").handler(new SessionRoute(sessions, options));
    api.put("/preferences").handler(new PreferencesRoute(sessions));
    api.get("/assets").handler(new AssetsRoute(sessions));
    api.get("/candles").handler(new CandlesRoute(sessions));
    api.get("/strategies").handler(new StrategiesRoute(sessions, texts));
    api.get("/catalog").handler(new CatalogRoute(sessions));
    mountRanking(api, sessions);
    router.route("/api/v1/*").subRouter(api);
  }

  private void mountRanking(Router api, Sessions sessions) {
    api.post("/ranking").handler(new StartRankingRoute(sessions));
    api.get("/ranking").handler(new RankingRoute(sessions));
    api.post("/ranking/cancel").handler(new CancelRankingRoute(sessions));
    api.delete("/ranking").handler(new ClearRankingRoute(sessions));
    api.put("/ranking/auto-update").handler(new AutoUpdateRoute(sessions));
  }

  private void mountBridge(Router router) {
    Admission admission = new Admission(tokens, new Sessions(bus));
    bridge = new Bridge(vertx, bus, admission, texts, options, time);
    bridge.mount(router);
  }

  private static void neverCached(RoutingContext context) {
    context.response().putHeader("Cache-Control", "no-store");
    context.next();
  }

  private static Future<Void> mountPages(Router router, Pages pages) {
    return mountPage(router, pages, "/", "index.hbs")
        .compose(mounted -> mountPage(router, pages, "/ranking", "ranking.hbs"))
        .compose(mounted -> mountPage(router, pages, "/calculadora", "calculadora.hbs"))
        .compose(mounted -> pages.prepare(Pages.FAILURE));
  }

  private static Future<Void> mountPage(Router router, Pages pages, String path, String template) {
    router.get(path).handler(context -> pages.answer(context, template));
    return pages.prepare(template);
  }

  private void mountFailures(Router router, Pages pages) {
    Problems problems = new Problems(texts, pages);
    router.route().failureHandler(problems);
    for (int status : Problems.statuses()) {
      router.errorHandler(status, problems);
    }
  }

  private Future<HttpServer> listen(Router router) {
    HttpServerOptions http =
        new HttpServerOptions()
            .setHost(options.host())
            .setPort(options.port() == 0 ? ANY_SHARED : options.port())
            .setCompressionSupported(true);
    return vertx
        .createHttpServer(Bridge.limit(http))
        .requestHandler(router)
        .listen()
        .onSuccess(listening -> server = listening);
  }
}
