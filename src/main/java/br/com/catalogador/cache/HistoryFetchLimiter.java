package br.com.catalogador.cache;

import br.com.catalogador.model.SessionId;
import br.com.catalogador.support.ContextPromise;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Limits the concurrent fetches of old candles per session, so that long histories do not delay
 * requests for the newest candles. When a fetch fails, the queued ones that have waited for {@link
 * #FAIL_FAST_AFTER_NANOS} fail with it: otherwise the timeouts of an unreachable broker would add
 * up. Used on one event loop.
 */
final class HistoryFetchLimiter {
  private static final int MAX_CONCURRENT = 2;
  private static final long FAIL_FAST_AFTER_NANOS = Duration.ofSeconds(5).toNanos();

  private final LongSupplier nanos;
  private final Map<SessionId, SessionQueue> queues = new HashMap<>();

  private static final class SessionQueue {
    private int running;
    private final Queue<Waiting> waiting = new ArrayDeque<>();
  }

  private record Waiting(long since, Promise<Void> start) {}

  /**
   * @param nanos as {@link System#nanoTime}
   */
  HistoryFetchLimiter(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Runs a fetch as soon as the session has fewer than {@link #MAX_CONCURRENT} in flight. */
  <T> Future<T> run(SessionId via, Supplier<Future<T>> work) {
    SessionQueue queue = queues.computeIfAbsent(via, session -> new SessionQueue());
    Promise<Void> start = ContextPromise.create();
    if (queue.running < MAX_CONCURRENT) {
      queue.running++;
      start.complete();
    } else {
      queue.waiting.add(new Waiting(nanos.getAsLong(), start));
    }
    return start
        .future()
        .compose(
            started ->
                work.get()
                    .onFailure(cause -> failLongWaiting(queue, cause))
                    .onComplete(ignored -> startNext(via, queue)));
  }

  private void failLongWaiting(SessionQueue queue, Throwable cause) {
    while (!queue.waiting.isEmpty()
        && nanos.getAsLong() - queue.waiting.peek().since() >= FAIL_FAST_AFTER_NANOS) {
      queue.waiting.remove().start().fail(cause);
    }
  }

  private void startNext(SessionId via, SessionQueue queue) {
    Waiting next = queue.waiting.poll();
    if (next != null) {
      next.start().complete();
    } else if (--queue.running == 0) {
      queues.remove(via);
    }
  }
}
