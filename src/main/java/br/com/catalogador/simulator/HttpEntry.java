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

/** How every request over HTTP comes in: it is counted, reads its body, and meets the faults. */
final class HttpEntry {
  /** The names of all requests over HTTP. */
  static final Set<String> NAMES =
      Set.of("login", "verify", "logout", "translations", "authorize", "token", "getprofile");

  private final SimulatedBroker broker;

  HttpEntry(SimulatedBroker broker) {
    this.broker = broker;
  }

  /** What answers a request once its answer is due. */
  interface Answering {
    /**
     * @param body empty when none or no JSON object came
     */
    void answer(RoutingContext context, JsonObject body);
  }

  /**
   * The handler of a request.
   *
   * @param name one of {@link #NAMES}, under which it is counted and faults find it
   */
  Handler<RoutingContext> named(String name, Answering answering) {
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
                      .answer(() -> answer(name, context, object(context, body), answering)))
          .onFailure(context::fail);
    };
  }

  private void answer(String name, RoutingContext context, JsonObject body, Answering answering) {
    FaultPlan plan = broker.faults().plan();
    Integer status = plan.status(name, null);
    GatewayPage gate = plan.login().gates().get(name);
    if (status != null) {
      context.response().setStatusCode(status).end();
    } else if (gate != null) {
      gate.answer(context);
    } else {
      answering.answer(context, body);
    }
  }

  /** A body in either of the forms that the broker takes. */
  private static JsonObject object(RoutingContext context, Buffer body) {
    String type = String.valueOf(context.request().getHeader("Content-Type"));
    if (type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded")) {
      return form(body.toString());
    }
    try {
      return body.length() == 0 ? new JsonObject() : new JsonObject(body);
    } catch (DecodeException notAnObject) {
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
    } catch (IllegalArgumentException malformed) {
      return text;
    }
  }

  /** Refuses a request as the broker does, with a code for programs and a sentence for people. */
  static void refuse(RoutingContext context, int status, String code, String message) {
    context.response().setStatusCode(status);
    context.json(new JsonObject().put("code", code).put("message", message));
  }
}
