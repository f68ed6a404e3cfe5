package br.com.catalogador.broker;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.UpgradeRejectedException;

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
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof UpgradeRejectedException refused) {
        MultiMap headers = refused.getHeaders();
        Buffer body = refused.getBody();
        return HttpAnswer.of(
                refused.getStatus(),
                headers == null ? MultiMap.caseInsensitiveMultiMap() : headers,
                body == null ? Buffer.buffer() : body)
            .facts();
      }
    }
    return null;
  }

  @Override
  public String toString() {
    return "status %d, content type %s, answered by %s"
        .formatted(status, contentType.isEmpty() ? "none" : contentType, answeredBy);
  }
}
