package br.com.catalogador.watch;

import br.com.catalogador.support.BackOff;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A repeatable asynchronous computation that is retried with growing pauses while it fails. At most
 * one retry is pending: the next {@link #start} replaces it. Confined to one event loop.
 */
final class RetryingRefresh<T> {
  private static final Logger LOG = LoggerFactory.getLogger(RetryingRefresh.class);
  private static final long NONE = -1;

  private final Vertx vertx;
  private final Supplier<Future<T>> attempt;
  private final Consumer<T> onResult;
  private final BackOff backOff = new BackOff();
  private long retryTimer = NONE;
  private long newest;
  private long newestSucceeded;

  /**
   * @param attempt computes the result once
   * @param onResult called with each result, except one that a newer attempt's result has preceded
   */
  RetryingRefresh(Vertx vertx, Supplier<Future<T>> attempt, Consumer<T> onResult) {
    this.vertx = vertx;
    this.attempt = attempt;
    this.onResult = onResult;
  }

  /** Computes now, in addition to attempts in progress. */
  void start() {
    cancel();
    long number = newest;
    attempt
        .get()
        .onSuccess(
            result -> {
              if (number == newest) {
                backOff.reset();
              }
              if (number > newestSucceeded) {
                newestSucceeded = number;
                onResult.accept(result);
              }
            })
        .onFailure(cause -> failed(number, cause));
  }

  /** Computes at a later time, unless it is computed before. */
  void startWithin(long millis) {
    vertx.cancelTimer(retryTimer);
    retryTimer = vertx.setTimer(millis, ignored -> start());
  }

  private void failed(long number, Throwable cause) {
    LOG.debug("a watched catalog could not be made: {}", cause.toString());
    if (number == newest) {
      retryTimer = vertx.setTimer(backOff.next(), ignored -> start());
    }
  }

  /** Cancels the pending retry; an attempt in progress still reports its result. */
  void cancel() {
    newest++;
    vertx.cancelTimer(retryTimer);
    retryTimer = NONE;
  }
}
