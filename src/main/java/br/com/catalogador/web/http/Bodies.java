package br.com.catalogador.web.http;

import br.com.catalogador.failure.Failure;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;

/** Reads JSON bodies of requests, and writes those of responses. On an event loop. */
public final class Bodies {
  public static final String JSON = "application/json";

  private Bodies() {}

  /**
   * Reads the JSON object of a request; an absent body is an empty object. The content type is
   * required, because a form on another site can send other types but not this one.
   *
   * @throws Failure INVALID_PARAMETER for another content type, or when it is not a JSON object
   */
  public static JsonObject read(RoutingContext context) {
    requireType(context, JSON);
    try {
      Buffer body = BodyReader.of(context);
      return body.length() == 0 ? new JsonObject() : new JsonObject(body);
    } catch (DecodeException | ClassCastException e) {
      throw Failure.invalidParameter("body", "something else", "a JSON object");
    }
  }

  /**
   * Checks the content type of a request.
   *
   * @throws Failure INVALID_PARAMETER for another one
   */
  public static void requireType(RoutingContext context, String wanted) {
    String type = context.request().getHeader("Content-Type");
    if (type == null || !type.toLowerCase(Locale.ROOT).startsWith(wanted)) {
      throw Failure.invalidParameter("Content-Type", type, wanted);
    }
  }

  public static void write(RoutingContext context, JsonObject body) {
    write(context, body.toBuffer());
  }

  /**
   * @param json JSON text; must not be modified afterwards
   */
  public static void write(RoutingContext context, Buffer json) {
    context.response().putHeader("Content-Type", JSON);
    InFlightLimit.send(context, json);
  }
}
