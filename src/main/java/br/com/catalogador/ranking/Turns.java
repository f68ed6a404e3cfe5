package br.com.catalogador.ranking;

import br.com.catalogador.support.ContextPromise;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * Limits what is computed at once: runs begin in the order in which they asked, while the cells of
 * all that have begun fit; one that never fits runs alone. Thread-safe.
 */
final class Turns {
  private final long mostCells;
  private final Queue<Turn> waiting = new ArrayDeque<>();
  private long cells;

  /** The turn of one run. */
  final class Turn {
    private final int size;
    private final Promise<Void> begun = ContextPromise.create();
    private boolean hasBegun;
    private boolean hasEnded;

    private Turn(int size) {
      this.size = size;
    }

    /** Completes when the run may begin, on the context that asked. */
    Future<Void> begun() {
      return begun.future();
    }

    /** The run holds no cells any more, or does not wait any more. */
    void end() {
      remove(this);
      beginNext();
    }
  }

  /**
   * @param mostCells of all runs together
   */
  Turns(long mostCells) {
    this.mostCells = mostCells;
  }

  /**
   * Asks for a turn.
   *
   * @param size number of cells of the run
   */
  Turn take(int size) {
    Turn turn = new Turn(size);
    add(turn);
    beginNext();
    return turn;
  }

  /** How many runs wait. */
  synchronized int waiting() {
    return waiting.size();
  }

  private synchronized void add(Turn turn) {
    waiting.add(turn);
  }

  private synchronized void remove(Turn turn) {
    if (!turn.hasEnded) {
      turn.hasEnded = true;
      cells -= turn.hasBegun ? turn.size : 0;
      waiting.remove(turn);
    }
  }

  /** Completed outside the lock, because that may run a listener. */
  private void beginNext() {
    next().forEach(turn -> turn.begun.complete());
  }

  private synchronized List<Turn> next() {
    List<Turn> next = new ArrayList<>();
    while (!waiting.isEmpty() && (cells == 0 || cells + waiting.peek().size <= mostCells)) {
      Turn first = waiting.remove();
      first.hasBegun = true;
      cells += first.size;
      next.add(first);
    }
    return next;
  }
}
