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
   * The JSON object a client sent. Its content type must say so: a form on a foreign page can send
   * other types, but not this one.
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
    } catch (DecodeException | ClassCastException e) {
      throw Failure.invalidParameter("body", "something else", "a JSON object");
    }
  }

  /**
   * Writes the text of a response, a large one off the event loop, which it would block for too
   * long on a small heap.
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
   * @param json text that is not modified any more
   */
  public static void write(RoutingContext context, Buffer json) {
    context.response().putHeader("Content-Type", JSON);
    InFlightLimit.send(context, json);
  }
}
