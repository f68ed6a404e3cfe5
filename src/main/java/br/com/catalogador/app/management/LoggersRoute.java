package br.com.catalogador.app.management;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /loggers/<name>} on the operators' port: GET returns the level, PUT {@code {"level":
 * "DEBUG"}} changes it, DELETE resets it; {@code /loggers} lists and resets all changed loggers.
 * PUT is used because pages of other sites can send POST requests without a preflight.
 */
final class LoggersRoute {
  private static final Logger LOG = LoggerFactory.getLogger(LoggersRoute.class);
  private static final int BAD_REQUEST = 400;
  private static final long MAX_BODY_BYTES = 1024;

  private final LogLevels levels = new LogLevels();

  void mount(Router router) {
    router.get("/loggers").handler(context -> write(context, levels.all()));
    router.delete("/loggers").handler(this::resetAll);
    router.route("/loggers/:name").handler(LoggersRoute::checkName);
    router.get("/loggers/:name").handler(context -> writeLevel(context, name(context)));
    router
        .put("/loggers/:name")
        .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES))
        .handler(this::set);
    router.delete("/loggers/:name").handler(this::reset);
  }

  private static String name(RoutingContext context) {
    return context.pathParam("name");
  }

  private static void checkName(RoutingContext context) {
    if (LogLevels.isName(name(context))) {
      context.next();
    } else {
      refuse(context, "a logger is named by letters, digits, dots, _ and $");
    }
  }

  private void set(RoutingContext context) {
    String level = level(context);
    if (!LogLevels.isLevel(level)) {
      refuse(context, "expected {\"level\": one of OFF, ERROR, WARN, INFO, DEBUG, TRACE}");
      return;
    }
    levels.set(name(context), level);
    LOG.info("from now on {} is logged at {}", name(context), level);
    writeLevel(context, name(context));
  }

  private static String level(RoutingContext context) {
    try {
      JsonObject body = context.body().asJsonObject();
      return body != null && body.getValue("level") instanceof String level ? level : null;
    } catch (DecodeException | ClassCastException e) {
      return null;
    }
  }

  private void reset(RoutingContext context) {
    levels.reset(name(context));
    LOG.info("{} is logged as before", name(context));
    writeLevel(context, name(context));
  }

  private void resetAll(RoutingContext context) {
    levels.resetAll();
    LOG.info("everything is logged as before");
    write(context, levels.all());
  }

  private void writeLevel(RoutingContext context, String name) {
    write(context, levels.of(name));
  }

  private static void refuse(RoutingContext context, String why) {
    context.response().setStatusCode(BAD_REQUEST);
    write(context, new JsonObject().put("error", why));
  }

  private static void write(RoutingContext context, JsonObject answer) {
    ManagementVerticle.write(context, answer);
  }
}
