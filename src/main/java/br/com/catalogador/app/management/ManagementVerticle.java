package br.com.catalogador.app.management;

import br.com.catalogador.app.settings.ManagementOptions;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.util.NetUtil;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * The HTTP server for operators, on a separate port that must not be public: {@code /health/live},
 * {@code /health/ready}, {@code /metrics} for Prometheus, and {@code /loggers}.
 */
public final class ManagementVerticle extends VerticleBase {
  private static final int FORBIDDEN = 403;
  private static final int UNAVAILABLE = 503;

  private final ManagementOptions options;
  private final Health health;
  private final ComponentStates components;
  private final PrometheusMeterRegistry registry;
  private HttpServer server;

  public ManagementVerticle(
      ManagementOptions options,
      Health health,
      ComponentStates components,
      PrometheusMeterRegistry registry) {
    this.options = options;
    this.health = health;
    this.components = components;
    this.registry = registry;
  }

  @Override
  public Future<?> start() {
    Router router = Router.router(vertx);
    router.route().handler(ManagementVerticle::checkCaller);
    router.get("/health/live").handler(ManagementVerticle::live);
    router.get("/health/ready").handler(this::ready);
    router.get("/metrics").handler(this::metrics);
    new LoggersRoute().mount(router);
    return vertx
        .createHttpServer(new HttpServerOptions().setHost(options.host()).setPort(options.port()))
        .requestHandler(router)
        .listen()
        .onSuccess(listening -> server = listening);
  }

  @Override
  public Future<?> stop() {
    return server == null ? Future.succeededFuture() : server.close();
  }

  /**
   * Rejects requests of web pages in a browser on this machine: they have an {@code Origin}, or, by
   * DNS rebinding, another host name than {@code localhost} or an IP address.
   */
  private static void checkCaller(RoutingContext context) {
    HostAndPort called = context.request().authority();
    boolean byAddress =
        called != null
            && ("localhost".equalsIgnoreCase(called.host())
                || NetUtil.createInetAddressFromIpAddressString(called.host()) != null);
    if (byAddress && context.request().getHeader(HttpHeaders.ORIGIN) == null) {
      context.next();
    } else {
      context
          .response()
          .setStatusCode(FORBIDDEN)
          .putHeader("Content-Type", "text/plain")
          .end("ask by an IP address or as localhost, and not from a web page\n");
    }
  }

  /** Always UP: while an event loop answers, a restart would not help. */
  private static void live(RoutingContext context) {
    write(context, new JsonObject().put("status", Health.Status.UP.name()));
  }

  /** DEGRADED counts as ready, because users are served. */
  private void ready(RoutingContext context) {
    health
        .read()
        .onSuccess(
            document -> {
              if (Health.Status.DOWN.name().equals(document.getString("status"))) {
                context.response().setStatusCode(UNAVAILABLE);
              }
              write(context, document);
            })
        .onFailure(context::fail);
  }

  static void write(RoutingContext context, JsonObject document) {
    context
        .response()
        .putHeader("Content-Type", "application/json")
        .putHeader("Cache-Control", "no-store")
        .end(document.encode());
  }

  private void metrics(RoutingContext context) {
    components
        .refresh()
        .onSuccess(
            ignored ->
                context
                    .response()
                    .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                    .end(registry.scrape()));
  }
}
