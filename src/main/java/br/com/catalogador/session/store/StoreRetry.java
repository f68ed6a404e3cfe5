package br.com.catalogador.session.store;

import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Repeats a store operation for a short time: a single slow command closes the connection, which is
 * restored soon after.
 */
public final class StoreRetry {
  private static final int ATTEMPTS = 8;
  private static final long BETWEEN_MILLIS = 200;

  private StoreRetry() {}

  /** The operation's result; STORE_UNAVAILABLE when all attempts have failed with it. */
  public static <T> Future<T> run(Vertx vertx, Supplier<Future<T>> operation) {
    return run(vertx, operation, 1);
  }

  private static <T> Future<T> run(Vertx vertx, Supplier<Future<T>> operation, int attempt) {
    return operation
        .get()
        .recover(
            cause ->
                attempt < ATTEMPTS && Failure.from(cause).kind() == FailureKind.STORE_UNAVAILABLE
                    ? vertx
                        .timer(BETWEEN_MILLIS, TimeUnit.MILLISECONDS)
                        .compose(ignored -> run(vertx, operation, attempt + 1))
                    : Future.failedFuture(cause));
  }
}
