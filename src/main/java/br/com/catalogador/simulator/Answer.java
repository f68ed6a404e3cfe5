package br.com.catalogador.simulator;

import br.com.catalogador.broker.Frame;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * The answer to one request.
 *
 * @param name the answer's own name, which differs from the request's
 * @param status {@link Frame#OK} or a refusal
 * @param msg the payload as JSON text
 */
record Answer(String name, int status, String msg) {
  private static final int NOT_FOUND = 4040;
  private static final int UNAUTHORIZED = 4010;
  private static final int TOO_MANY = 4029;
  private static final int INVALID = 4220;

  static Answer of(String name, JsonObject msg) {
    return new Answer(name, Frame.OK, msg.encode());
  }

  static Answer of(String name, JsonArray msg) {
    return new Answer(name, Frame.OK, msg.encode());
  }

  /** An answer whose payload is JSON text already. */
  static Answer ofText(String name, String msg) {
    return new Answer(name, Frame.OK, msg);
  }

  /** The requested object does not exist, or the request is unknown. */
  static Answer notFound(String name) {
    return refused(name, NOT_FOUND);
  }

  /** A refusal with a given status. */
  static Answer refused(String name, int status) {
    String message = status == NOT_FOUND ? "not found. bad routing" : "refused";
    return new Answer(name, status, new JsonObject().put("message", message).encode());
  }

  /** The session has ended. */
  static Answer unauthorized() {
    return new Answer(
        "result", UNAUTHORIZED, new JsonObject().put("message", "unauthorized").encode());
  }

  /** The request exceeds the rate limit. */
  static Answer tooMany(String name) {
    return new Answer(
        name, TOO_MANY, new JsonObject().put("message", "too many requests").encode());
  }

  /** A field of the request has an invalid value. */
  static Answer invalid(String name, String field, String message) {
    return new Answer(
        name, INVALID, new JsonObject().put(field, new JsonArray().add(message)).encode());
  }

  /** The frame that answers the request of that id. */
  String frame(String requestId) {
    return "{\"request_id\":"
        + Json.encode(requestId)
        + ",\"name\":"
        + Json.encode(name)
        + ",\"msg\":"
        + msg
        + ",\"status\":"
        + status
        + "}";
  }
}
