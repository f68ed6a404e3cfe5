package br.com.catalogador.app.server;

import br.com.catalogador.bus.Cluster;
import java.util.Arrays;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs the exceptions that Vert.x reports as unhandled. Depends on the text of an exception and on
 * the names of classes within Vert.x: a message to a server that has just died fails twice there,
 * and the second failure has no type of its own. No issue is known upstream.
 */
final class UnhandledFailures {
  private static final Logger LOG = LoggerFactory.getLogger(UnhandledFailures.class);

  private static final String FAILED_TWICE = "Promise already completed";

  /** Where Vert.x fails a write: at once, or when it is taken from the queue of the channel. */
  private static final Set<String> FAILED_WRITES =
      Set.of(
          "io.vertx.core.net.impl.VertxConnection.write",
          "io.vertx.core.net.impl.DelegatingChannelPromise.tryFailure");

  private UnhandledFailures() {}

  /**
   * Logs an exception as an error; but a write that failed twice, of which there are five or more
   * for each death, only for debugging: {@link Cluster} has announced the death, and the request
   * has failed.
   */
  static void log(Throwable cause) {
    if (isWriteThatFailedTwice(cause)) {
      LOG.debug("a message to a server that has left", cause);
    } else {
      LOG.error("Unhandled exception", cause);
    }
  }

  static boolean isWriteThatFailedTwice(Throwable cause) {
    return cause instanceof IllegalStateException
        && FAILED_TWICE.equals(cause.getMessage())
        && Arrays.stream(cause.getStackTrace())
            .anyMatch(
                frame ->
                    FAILED_WRITES.contains(frame.getClassName() + "." + frame.getMethodName()));
  }
}
