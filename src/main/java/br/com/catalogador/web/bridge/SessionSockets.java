package br.com.catalogador.web.bridge;

import br.com.catalogador.model.SessionId;
import io.vertx.core.Vertx;
import java.util.Map;

/**
 * Limits the open sockets of each session, on all event loops of this process. A user has one per
 * open page; the limit protects against a page that reconnects in a loop.
 */
final class SessionSockets {
  private static final int MAX = 10;

  private final Map<String, Integer> counts;

  SessionSockets(Vertx vertx) {
    counts = vertx.sharedData().getLocalMap("bridge.sockets");
  }

  /** Counts one more; false when the session is at its limit. */
  boolean acquire(SessionId session) {
    if (counts.merge(session.value(), 1, Integer::sum) <= MAX) {
      return true;
    }
    release(session);
    return false;
  }

  void release(SessionId session) {
    counts.computeIfPresent(session.value(), (same, count) -> count == 1 ? null : count - 1);
  }
}
