package br.com.catalogador.app;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * The operators' door, on a port of its own that is not for the public: {@code /health/live},
 * {@code /health/ready}, {@code /metrics} for Prometheus, and {@code /loggers}.
 */
final class ManagementVerticle extends VerticleBase {
  private static final int UNAVAILABLE = 503;

  private final ManagementOptions options;
  private final Health health;
  private final Rooms rooms;
  private final PrometheusMeterRegistry registry;
  private HttpServer server;

  ManagementVerticle(
      ManagementOptions options, Health health, Rooms rooms, PrometheusMeterRegistry registry) {
    this.options = options;
    this.health = health;
    this.rooms = rooms;
    this.registry = registry;
  }

  @Override
  public Future<?> start() {
    Router router = Router.router(vertx);
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

  /** An event loop that still answers is alive; whatever is wrong, a restart would not mend it. */
  private static void live(RoutingContext context) {
    write(context, new JsonObject().put("status", Health.Status.UP.name()));
  }

  /** Degraded is ready: users are served, an operator should look. */
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
    rooms
        .refresh()
        .onSuccess(
            refreshed ->
                context
                    .response()
                    .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                    .end(registry.scrape()));
  }
}
