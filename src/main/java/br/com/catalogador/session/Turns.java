package br.com.catalogador.session;

import br.com.catalogador.bus.Failure;
import br.com.catalogador.bus.FailureKind;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Lets work for one account or user follow on the work before it, never two at once. Lives on the
 * directory's event loop.
 */
final class Turns<K> {
  private static final long RETRY_SECONDS = 10;

  private final int longestLine;
  private final Map<K, Line> lines = new HashMap<>();

  private record Line(Future<?> last, int length) {}

  /**
   * @param longestLine work for one at a time, under way and waiting, so that nobody waits for
   *     longer than so much takes
   */
  Turns(int longestLine) {
    this.longestLine = longestLine;
  }

  /**
   * Does the work once what came before it for the same one is done, whatever came of that.
   *
   * @return what the work gives; TOO_MANY_ATTEMPTS at once when the line is full
   */
  <T> Future<T> take(K whose, Supplier<Future<T>> work) {
    Line line = lines.getOrDefault(whose, new Line(Future.succeededFuture(), 0));
    if (line.length() >= longestLine) {
      return Future.failedFuture(Failure.retryAfter(FailureKind.TOO_MANY_ATTEMPTS, RETRY_SECONDS));
    }
    Future<T> done = line.last().transform(before -> work.get());
    lines.put(whose, new Line(done, line.length() + 1));
    return done.onComplete(over -> leave(whose));
  }

  private void leave(K whose) {
    lines.computeIfPresent(
        whose,
        (same, line) -> line.length() == 1 ? null : new Line(line.last(), line.length() - 1));
  }
}
