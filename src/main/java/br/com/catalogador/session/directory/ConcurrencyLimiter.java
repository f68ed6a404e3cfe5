package br.com.catalogador.session.directory;

import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Lets only so much work of one key go on at once; more waits in order, up to a limit. Lives on one
 * event loop.
 */
final class ConcurrencyLimiter {
  private final int atOnce;
  private final int mostWaiting;
  private final long retrySeconds;
  private final Map<String, Lane> lanes = new HashMap<>();

  private static final class Lane {
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int underWay;
  }

  /**
   * @param retrySeconds what is told to work that finds no place to wait
   */
  ConcurrencyLimiter(int atOnce, int mostWaiting, long retrySeconds) {
    this.atOnce = atOnce;
    this.mostWaiting = mostWaiting;
    this.retrySeconds = retrySeconds;
  }

  /**
   * Does the work as soon as its key has room.
   *
   * @return what the work gives; BUSY at once when too much waits already
   */
  <T> Future<T> take(String key, Supplier<Future<T>> work) {
    Lane lane = lanes.computeIfAbsent(key, unseen -> new Lane());
    if (lane.underWay < atOnce) {
      return run(key, lane, work);
    }
    if (lane.waiting.size() >= mostWaiting) {
      return Future.failedFuture(Failure.retryAfter(FailureKind.BUSY, retrySeconds));
    }
    Promise<T> done = Promise.promise();
    lane.waiting.addLast(() -> run(key, lane, work).onComplete(done));
    return done.future();
  }

  private <T> Future<T> run(String key, Lane lane, Supplier<Future<T>> work) {
    lane.underWay++;
    return work.get().onComplete(ended -> leave(key, lane));
  }

  private void leave(String key, Lane lane) {
    lane.underWay--;
    Runnable next = lane.waiting.pollFirst();
    if (next != null) {
      next.run();
    } else if (lane.underWay == 0) {
      lanes.remove(key);
    }
  }
}
