package br.com.catalogador.session.store;

import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Asks the session store again for a moment: one slow command costs the connection, which is back
 * soon after.
 */
public final class StoreRetry {
  private static final int ATTEMPTS = 8;
  private static final long BETWEEN_MILLIS = 200;

  private StoreRetry() {}

  /** What the question gives; STORE_UNAVAILABLE when it failed so again and again. */
  public static <T> Future<T> ask(Vertx vertx, Supplier<Future<T>> question) {
    return ask(vertx, question, 1);
  }

  private static <T> Future<T> ask(Vertx vertx, Supplier<Future<T>> question, int attempt) {
    return question
        .get()
        .recover(
            cause ->
                attempt < ATTEMPTS && Failure.from(cause).kind() == FailureKind.STORE_UNAVAILABLE
                    ? vertx
                        .timer(BETWEEN_MILLIS, TimeUnit.MILLISECONDS)
                        .compose(now -> ask(vertx, question, attempt + 1))
                    : Future.failedFuture(cause));
  }
}
