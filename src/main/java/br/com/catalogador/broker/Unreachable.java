package br.com.catalogador.broker;

import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Maps a failed connection attempt to a {@link Failure}.
 *
 * <p>This class depends on the text of an exception: neither the JDK nor Vert.x has a type for a
 * process that is out of file descriptors (EMFILE). The JDK throws a plain {@code IOException} or
 * {@code SocketException} with the operating system's message, "Too many open files" in an English
 * or C locale. In another language the text is not recognized and the failure becomes
 * BROKER_UNAVAILABLE.
 */
final class Unreachable {
  private static final Logger LOG = LoggerFactory.getLogger(Unreachable.class);
  private static final String NO_FILE_DESCRIPTOR = "Too many open files";
  private static final long RETRY_SECONDS = 10;

  private Unreachable() {}

  /**
   * Tells the operator that a proxy is in the way: it may refuse the credentials or the broker's
   * address, or not be there.
   *
   * @param proxy null for none
   */
  static void log(ProxyAddress proxy, Throwable cause) {
    if (proxy != null) {
      LOG.warn("the broker cannot be reached through the proxy {}: {}", proxy, cause.toString());
    }
  }

  /**
   * The failure for a cause: BUSY with {@code retryAfter} if this process is out of file
   * descriptors, BROKER_TIMEOUT for a {@link TimeoutException}, otherwise BROKER_UNAVAILABLE; the
   * last two with the cause.
   */
  static Failure failure(Throwable cause) {
    for (Throwable each = cause; each != null; each = each.getCause()) {
      if (String.valueOf(each.getMessage()).contains(NO_FILE_DESCRIPTOR)) {
        return Failure.retryAfter(FailureKind.BUSY, RETRY_SECONDS);
      }
    }
    return Failure.causedBy(
        cause,
        cause instanceof TimeoutException
            ? FailureKind.BROKER_TIMEOUT
            : FailureKind.BROKER_UNAVAILABLE);
  }
}
