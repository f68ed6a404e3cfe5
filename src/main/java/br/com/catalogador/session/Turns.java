package br.com.catalogador.session;

import br.com.catalogador.bus.Failure;
import br.com.catalogador.bus.FailureKind;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Lets work for one account follow on the work before it, never two at once. The line is short, so
 * that nobody waits for longer than a few logins take. Lives on the directory's event loop.
 */
final class Turns {
  private static final int LONGEST_LINE = 3;
  private static final long RETRY_SECONDS = 10;

  private final Map<String, Line> lines = new HashMap<>();

  private record Line(Future<?> last, int length) {}

  /**
   * Does the work once what came before it for the account is done, whatever came of that.
   *
   * @return what the work gives; TOO_MANY_ATTEMPTS at once when the line is full
   */
  <T> Future<T> take(String account, Supplier<Future<T>> work) {
    Line line = lines.getOrDefault(account, new Line(Future.succeededFuture(), 0));
    if (line.length() >= LONGEST_LINE) {
      return Future.failedFuture(Failure.retryAfter(FailureKind.TOO_MANY_ATTEMPTS, RETRY_SECONDS));
    }
    Future<T> done = line.last().transform(before -> work.get());
    lines.put(account, new Line(done, line.length() + 1));
    return done.onComplete(over -> leave(account));
  }

  private void leave(String account) {
    lines.computeIfPresent(
        account,
        (same, line) -> line.length() == 1 ? null : new Line(line.last(), line.length() - 1));
  }
}
