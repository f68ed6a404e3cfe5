package br.com.catalogador.simulator;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** Wraps the HTTP handlers: counts each request, reads its body and applies the faults. */
final class HttpHandlers {
  /** The names of all HTTP requests. */
  static final Set<String> NAMES =
      Set.of("login", "verify", "logout", "translations", "authorize", "token", "getprofile");

  private final SimulatedBroker broker;

  HttpHandlers(SimulatedBroker broker) {
    this.broker = broker;
  }

  /** Answers a request after its delay. */
  interface Responder {
    /**
     * @param body empty if there was none or it was not a JSON object
     */
    void answer(RoutingContext context, JsonObject body);
  }

  /**
   * Wraps the handler of a request.
   *
   * @param name one of {@link #NAMES}, used for counts and faults
   */
  Handler<RoutingContext> handler(String name, Responder responder) {
    return context -> {
      broker.counts().add(name);
      if (broker.faults().plan().silences(name, null)) {
        return;
      }
      context
          .request()
          .body()
          .onSuccess(
              body ->
                  broker
                      .faults()
                      .answer(() -> answer(name, context, object(context, body), responder)))
          .onFailure(context::fail);
    };
  }

  private void answer(String name, RoutingContext context, JsonObject body, Responder responder) {
    FaultPlan plan = broker.faults().plan();
    Integer status = plan.status(name, null);
    GatewayPage gate = plan.login().gates().get(name);
    if (status != null) {
      context.response().setStatusCode(status).end();
    } else if (gate != null) {
      gate.answer(context);
    } else {
      responder.answer(context, body);
    }
  }

  /** Reads a body as form or JSON, which the broker both accepts. */
  private static JsonObject object(RoutingContext context, Buffer body) {
    String type = String.valueOf(context.request().getHeader("Content-Type"));
    if (type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded")) {
      return form(body.toString());
    }
    try {
      return body.length() == 0 ? new JsonObject() : new JsonObject(body);
    } catch (DecodeException ignored) {
      return new JsonObject();
    }
  }

  private static JsonObject form(String body) {
    JsonObject fields = new JsonObject();
    for (String field : body.split("&")) {
      int equals = field.indexOf('=');
      if (equals > 0) {
        fields.put(decoded(field.substring(0, equals)), decoded(field.substring(equals + 1)));
      }
    }
    return fields;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException ignored) {
      return text;
    }
  }

  /** Refuses a request with the broker's code and message. */
  static void refuse(RoutingContext context, int status, String code, String message) {
    context.response().setStatusCode(status);
    context.json(new JsonObject().put("code", code).put("message", message));
  }
}
