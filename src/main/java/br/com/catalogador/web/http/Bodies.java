package br.com.catalogador.web.http;

import br.com.catalogador.failure.Failure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.function.Supplier;

/** Reads and writes bodies. On an event loop. */
public final class Bodies {
  static final String JSON = "application/json";

  private Bodies() {}

  /**
   * The JSON object a client sent. Its content type must say so: a form on somebody else's page can
   * send other types, but not this one.
   *
   * @throws Failure INVALID_PARAMETER when it is no JSON object
   */
  public static JsonObject read(RoutingContext context) {
    String type = context.request().getHeader("Content-Type");
    if (type == null || !type.toLowerCase(Locale.ROOT).startsWith(JSON)) {
      throw Failure.invalidParameter("Content-Type", type, JSON);
    }
    try {
      Buffer body = BodyReader.of(context);
      return body.length() == 0 ? new JsonObject() : new JsonObject(body);
    } catch (DecodeException | ClassCastException notAnObject) {
      throw Failure.invalidParameter("body", "something else", "a JSON object");
    }
  }

  /**
   * Makes the text of an answer, a large one off the event loop: on a small heap by far it takes
   * longer than one may be held.
   */
  public static Future<Buffer> text(boolean large, Supplier<Buffer> writer) {
    return large
        ? Vertx.currentContext().executeBlocking(writer::get)
        : Future.succeededFuture(writer.get());
  }

  public static void write(RoutingContext context, JsonObject body) {
    write(context, body.toBuffer());
  }

  /**
   * @param json text that nobody changes any more
   */
  public static void write(RoutingContext context, Buffer json) {
    context.response().putHeader("Content-Type", JSON);
    InFlightLimit.send(context, json);
  }
}
