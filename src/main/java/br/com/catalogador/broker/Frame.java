package br.com.catalogador.broker;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * One text frame of the broker's socket, in either direction.
 *
 * @param name what the frame is, e.g. {@code sendMessage} or {@code candles}; never null
 * @param requestId the client's number of a request, echoed by its answer; null in pushes and where
 *     the sender gave none
 * @param status result code of an answer, 4000 and above being refusals; {@link #NO_STATUS} where
 *     there is none
 * @param msg the payload: a {@link JsonObject}, {@link JsonArray}, String, Number, Boolean or null
 */
public record Frame(String name, String requestId, int status, Object msg) {
  public static final int OK = 2000;
  public static final int NO_STATUS = -1;
  private static final int FIRST_REFUSAL = 4000;

  /** Reads one frame; empty when the text is not a JSON object with a name. */
  public static Optional<Frame> parse(String text) {
    JsonObject json;
    try {
      json = new JsonObject(text);
    } catch (DecodeException notAnObject) {
      return Optional.empty();
    }
    if (!(json.getValue("name") instanceof String name)) {
      return Optional.empty();
    }
    Object id = json.getValue("request_id");
    int status = (int) Tolerant.whole(json.getValue("status"), NO_STATUS);
    return Optional.of(
        new Frame(name, id == null ? null : id.toString(), status, json.getValue("msg")));
  }

  /** A request from client to broker. */
  public static String request(String name, String requestId, Object msg) {
    return new JsonObject().put("name", name).put("request_id", requestId).put("msg", msg).encode();
  }

  /** The broker's answer to a request. */
  public static String answer(String name, String requestId, int status, Object msg) {
    return new JsonObject()
        .put("request_id", requestId)
        .put("name", name)
        .put("msg", msg)
        .put("status", status)
        .encode();
  }

  /** What the broker sends of its own accord. */
  public static String push(String name, String microservice, Object msg) {
    return new JsonObject()
        .put("name", name)
        .put("microserviceName", microservice)
        .put("msg", msg)
        .encode();
  }

  /** Whether the broker refused the request that this frame answers. */
  public boolean refused() {
    return status >= FIRST_REFUSAL;
  }

  /** The payload as an object; an empty one when it is anything else. */
  public JsonObject msgObject() {
    return msg instanceof JsonObject object ? object : new JsonObject();
  }
}
