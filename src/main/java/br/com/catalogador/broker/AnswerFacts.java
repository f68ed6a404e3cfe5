package br.com.catalogador.broker;

import io.vertx.core.json.JsonObject;

/**
 * What an HTTP answer shows about its sender, for operators; contains no part of the body.
 * Immutable.
 *
 * @param contentType the media type without parameters; empty if there is none
 * @param answeredBy {@link #BROKER}, or the gateway: {@code cloudflare}, {@code nginx}, {@code
 *     other}
 * @param page what the answer means if it is not the broker's
 */
public record AnswerFacts(int status, String contentType, String answeredBy, Diagnosis page) {
  public static final String BROKER = "broker";

  /** The answer that refused a WebSocket upgrade; null if the failure has another cause. */
  public static AnswerFacts ofUpgrade(Throwable failure) {
    HttpAnswer answer = HttpAnswer.ofUpgrade(failure);
    return answer == null ? null : answer.facts();
  }

  /** The status, the media type and who has answered, by their names. */
  public JsonObject json() {
    return new JsonObject()
        .put("status", status)
        .put("contentType", contentType)
        .put("answeredBy", answeredBy);
  }

  @Override
  public String toString() {
    return "status %d, content type %s, answered by %s"
        .formatted(status, contentType.isEmpty() ? "none" : contentType, answeredBy);
  }
}
