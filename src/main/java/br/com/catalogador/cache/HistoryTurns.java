package br.com.catalogador.cache;

import br.com.catalogador.session.message.SessionId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.Supplier;

/**
 * Lets each session ask for old candles at most so often at once: whoever reads far back takes
 * nothing from those who want the newest. Used on one event loop.
 */
final class HistoryTurns {
  private static final int AT_ONCE = 2;

  private final Map<SessionId, Line> lines = new HashMap<>();

  private static final class Line {
    private int underWay;
    private final Queue<Promise<Void>> waiting = new ArrayDeque<>();
  }

  /** Does the work once fewer than so many of the session are under way. */
  <T> Future<T> take(SessionId via, Supplier<Future<T>> work) {
    Line line = lines.computeIfAbsent(via, session -> new Line());
    Promise<Void> turn = Promise.promise();
    if (line.underWay < AT_ONCE) {
      line.underWay++;
      turn.complete();
    } else {
      line.waiting.add(turn);
    }
    return turn.future().compose(now -> work.get()).onComplete(done -> leave(via, line));
  }

  private void leave(SessionId via, Line line) {
    Promise<Void> next = line.waiting.poll();
    if (next != null) {
      next.complete();
    } else if (--line.underWay == 0) {
      lines.remove(via);
    }
  }
}
