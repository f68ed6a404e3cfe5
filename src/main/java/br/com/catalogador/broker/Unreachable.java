package br.com.catalogador.broker;

import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import java.util.concurrent.TimeoutException;

/** Why there is no connection to the broker. */
final class Unreachable {
  private static final String NO_DESCRIPTORS = "Too many open files";
  private static final long RETRY_SECONDS = 10;

  private Unreachable() {}

  /** BROKER_TIMEOUT, BUSY when it is this server that can open no more, else BROKER_UNAVAILABLE. */
  static Failure failure(Throwable cause) {
    for (Throwable each = cause; each != null; each = each.getCause()) {
      if (String.valueOf(each.getMessage()).contains(NO_DESCRIPTORS)) {
        return Failure.retryAfter(FailureKind.BUSY, RETRY_SECONDS);
      }
    }
    return Failure.of(
        cause instanceof TimeoutException
            ? FailureKind.BROKER_TIMEOUT
            : FailureKind.BROKER_UNAVAILABLE);
  }
}
