package br.com.catalogador.session.directory;

import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.support.ContextPromise;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Limits how many tasks of one key run at once; more wait in order, up to a limit. Confined to one
 * event loop.
 */
final class ConcurrencyLimiter {
  private final int atOnce;
  private final int mostWaiting;
  private final long retrySeconds;
  private final Map<String, KeyQueue> queues = new HashMap<>();

  private static final class KeyQueue {
    private final Deque<Promise<Void>> waiting = new ArrayDeque<>();
    private int running;
  }

  /**
   * @param retrySeconds the retry-after of rejected tasks
   */
  ConcurrencyLimiter(int atOnce, int mostWaiting, long retrySeconds) {
    this.atOnce = atOnce;
    this.mostWaiting = mostWaiting;
    this.retrySeconds = retrySeconds;
  }

  /**
   * Runs a task as soon as fewer than the allowed number of its key run.
   *
   * @return the task's result, also what it throws; BUSY at once when too many wait already
   */
  <T> Future<T> run(String key, Supplier<Future<T>> task) {
    KeyQueue queue = queues.computeIfAbsent(key, ignored -> new KeyQueue());
    if (queue.running < atOnce) {
      return start(key, queue, task);
    }
    if (queue.waiting.size() >= mostWaiting) {
      return Future.failedFuture(Failure.retryAfter(FailureKind.BUSY, retrySeconds));
    }
    Promise<Void> turn = ContextPromise.create();
    queue.waiting.addLast(turn);
    return turn.future().compose(ignored -> start(key, queue, task));
  }

  private <T> Future<T> start(String key, KeyQueue queue, Supplier<Future<T>> task) {
    queue.running++;
    // Composed, so that a task that throws makes room as well.
    return Future.succeededFuture()
        .compose(ignored -> task.get())
        .onComplete(ignored -> ended(key, queue));
  }

  private void ended(String key, KeyQueue queue) {
    queue.running--;
    Promise<Void> next = queue.waiting.pollFirst();
    if (next != null) {
      next.complete();
    } else if (queue.running == 0) {
      queues.remove(key);
    }
  }
}
