package br.com.catalogador.watch;

import br.com.catalogador.support.BackOff;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes something anew, and tries again with growing pauses while that fails. There is never more
 * than one pending retry: the next {@link #start} replaces it. Confined to one event loop.
 */
final class RetryingRefresh<T> {
  private static final Logger LOG = LoggerFactory.getLogger(RetryingRefresh.class);
  private static final long NONE = -1;

  private final Vertx vertx;
  private final Supplier<Future<T>> maker;
  private final Consumer<T> made;
  private final BackOff pauses = new BackOff();
  private long timer = NONE;
  private long newest;
  private long newestMade;

  /**
   * @param made called with each result, unless that of a newer attempt came before
   */
  RetryingRefresh(Vertx vertx, Supplier<Future<T>> maker, Consumer<T> made) {
    this.vertx = vertx;
    this.maker = maker;
    this.made = made;
  }

  /** Makes it now. */
  void start() {
    cancel();
    long attempt = newest;
    maker
        .get()
        .onSuccess(
            result -> {
              if (attempt == newest) {
                pauses.reset();
              }
              if (attempt > newestMade) {
                newestMade = attempt;
                made.accept(result);
              }
            })
        .onFailure(cause -> failed(attempt, cause));
  }

  private void failed(long attempt, Throwable cause) {
    LOG.debug("a watched catalogue could not be made: {}", cause.toString());
    if (attempt == newest) {
      timer = vertx.setTimer(pauses.next(), ignored -> start());
    }
  }

  /** Forgets a pending retry; an attempt under way is not retried either. */
  void cancel() {
    newest++;
    vertx.cancelTimer(timer);
    timer = NONE;
  }
}
