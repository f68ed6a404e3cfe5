package br.com.catalogador.cache;

import br.com.catalogador.model.SessionId;
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
 * Lets each session ask for old candles at most so often at once: whoever reads far back takes
 * nothing from those who want the newest. Who has waited for some seconds when one before him fails
 * fails with it: with a broker that is away the times of all would add up. Used on one event loop.
 */
final class HistoryFetchLimiter {
  private static final int AT_ONCE = 2;
  private static final long PATIENCE_NANOS = Duration.ofSeconds(5).toNanos();

  private final LongSupplier nanos;
  private final Map<SessionId, Line> lines = new HashMap<>();

  private static final class Line {
    private int underWay;
    private final Queue<Waiting> waiting = new ArrayDeque<>();
  }

  private record Waiting(long since, Promise<Void> turn) {}

  /**
   * @param nanos as {@link System#nanoTime}
   */
  HistoryFetchLimiter(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Does the work once fewer than so many of the session are under way. */
  <T> Future<T> take(SessionId via, Supplier<Future<T>> work) {
    Line line = lines.computeIfAbsent(via, session -> new Line());
    Promise<Void> turn = Promise.promise();
    if (line.underWay < AT_ONCE) {
      line.underWay++;
      turn.complete();
    } else {
      line.waiting.add(new Waiting(nanos.getAsLong(), turn));
    }
    return turn.future()
        .compose(
            begun ->
                work.get()
                    .onFailure(cause -> failImpatient(line, cause))
                    .onComplete(ignored -> leave(via, line)));
  }

  private void failImpatient(Line line, Throwable cause) {
    while (!line.waiting.isEmpty()
        && nanos.getAsLong() - line.waiting.peek().since() >= PATIENCE_NANOS) {
      line.waiting.remove().turn().fail(cause);
    }
  }

  private void leave(SessionId via, Line line) {
    Waiting next = line.waiting.poll();
    if (next != null) {
      next.turn().complete();
    } else if (--line.underWay == 0) {
      lines.remove(via);
    }
  }
}
