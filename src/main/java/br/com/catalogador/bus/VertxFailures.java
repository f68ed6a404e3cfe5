package br.com.catalogador.bus;

import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;

/**
 * Classifies the event bus's failures. The only class of the bus that depends on the text of an
 * exception: for a request that was discarded Vert.x has no failure type of its own, see <a
 * href="https://github.com/eclipse-vertx/vert.x/pull/3986">the change that introduced it</a>.
 */
final class VertxFailures {
  /** Begin of the message of a request whose consumer was unregistered before it was delivered. */
  private static final String DISCARDED = "Discarded";

  private VertxFailures() {}

  /** Whether no service has received the request, so that it may be sent once more. */
  static boolean isUndelivered(Throwable cause) {
    return cause instanceof ReplyException reply
        && (reply.failureType() == ReplyFailure.NO_HANDLERS || isDiscarded(reply));
  }

  /** Vert.x reports a discarded request as TIMEOUT, but at once. */
  private static boolean isDiscarded(ReplyException reply) {
    return reply.failureType() == ReplyFailure.TIMEOUT
        && String.valueOf(reply.getMessage()).startsWith(DISCARDED);
  }
}
