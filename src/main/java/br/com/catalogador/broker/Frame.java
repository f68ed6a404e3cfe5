package br.com.catalogador.broker;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One text frame of the broker's socket, in either direction.
 *
 * @param name type of the frame, e.g. {@code sendMessage} or {@code candles}; never null
 * @param requestId the client's id of a request, echoed in its answer; null in pushes and where the
 *     sender set none
 * @param status result code of an answer: refusals are 4000 and above, and HTTP codes from 400 to
 *     599; {@link #NO_STATUS} if there is none
 * @param msg the payload: a {@link JsonObject}, {@link JsonArray}, String, Number, Boolean or null
 */
public record Frame(String name, String requestId, int status, Object msg) {
  public static final int OK = 2000;
  public static final int NO_STATUS = -1;
  private static final int FIRST_REFUSAL = 4000;
  private static final int FIRST_HTTP_REFUSAL = 400;
  private static final int LAST_HTTP_REFUSAL = 599;
  private static final Set<Integer> TOO_MANY = Set.of(429, 4029, 4290);
  private static final Pattern TOO_MANY_REASON =
      Pattern.compile("(?i)too many requests|rate limit|requests?[ _]limit|limit exceeded");
  private static final Set<Integer> UNAUTHORIZED = Set.of(401, 4010);
  private static final Pattern UNAUTHORIZED_REASON =
      Pattern.compile(
          "(?i)unauthori[sz]ed|unauthenticated|not (authori[sz]ed|authenticated|logged in)"
              + "|(session|ssid)( id)?( has| is)? (expired|invalid|ended|not found)"
              + "|(expired|invalid) (session|ssid)");

  /** Reads one frame; empty when the text is not a JSON object with a name. */
  public static Optional<Frame> parse(String text) {
    JsonObject json;
    try {
      json = new JsonObject(text);
    } catch (DecodeException ignored) {
      return Optional.empty();
    }
    if (!(json.getValue("name") instanceof String name)) {
      return Optional.empty();
    }
    Object id = json.getValue("request_id");
    int status = (int) LenientJson.whole(json.getValue("status"), NO_STATUS);
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

  /** A frame that the broker sends without a request. */
  public static String push(String name, String microservice, Object msg) {
    return new JsonObject()
        .put("name", name)
        .put("microserviceName", microservice)
        .put("msg", msg)
        .encode();
  }

  /** Whether the broker refused the request that this frame answers. */
  public boolean refused() {
    return status >= FIRST_REFUSAL || status >= FIRST_HTTP_REFUSAL && status <= LAST_HTTP_REFUSAL;
  }

  /** Whether the broker refused the request because it no longer accepts the session. */
  boolean unauthorized() {
    return refused() && (UNAUTHORIZED.contains(status) || reasonMatches(UNAUTHORIZED_REASON));
  }

  /** Whether the broker refused the request because of its rate limit. */
  boolean tooMany() {
    return refused() && (TOO_MANY.contains(status) || reasonMatches(TOO_MANY_REASON));
  }

  /** Whether the text of the refusal matches a pattern. */
  private boolean reasonMatches(Pattern words) {
    JsonObject reasons = msgObject();
    return Stream.of(msg, reasons.getValue("message"), reasons.getValue("reason"))
        .map(LenientJson::text)
        .anyMatch(text -> words.matcher(text).find());
  }

  /** The payload as an object; an empty one when it is anything else. */
  public JsonObject msgObject() {
    return msg instanceof JsonObject object ? object : new JsonObject();
  }
}
