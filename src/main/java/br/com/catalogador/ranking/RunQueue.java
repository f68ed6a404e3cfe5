package br.com.catalogador.ranking;

import br.com.catalogador.support.ContextPromise;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * Limits what is computed at once: runs begin in the order in which they were added, while the
 * cells of all that have begun fit; one that never fits runs alone. Thread-safe.
 */
final class RunQueue {
  private final long maxCells;
  private final Queue<Slot> waiting = new ArrayDeque<>();
  private long cells;

  /** The place of one run, in the queue and then among those that are computed. */
  final class Slot {
    private final int size;
    private final Promise<Void> granted = ContextPromise.create();
    private boolean isGranted;
    private boolean isReleased;

    private Slot(int size) {
      this.size = size;
    }

    /** Completes when the run may begin, on the context that added it. */
    Future<Void> granted() {
      return granted.future();
    }

    /** The run holds no cells any more, or does not wait any more. */
    void release() {
      remove(this);
      grantNext();
    }
  }

  /**
   * @param maxCells of all runs together
   */
  RunQueue(long maxCells) {
    this.maxCells = maxCells;
  }

  /**
   * Adds a run.
   *
   * @param size number of cells of the run
   */
  Slot add(int size) {
    Slot slot = new Slot(size);
    add(slot);
    grantNext();
    return slot;
  }

  /** How many runs wait. */
  synchronized int waiting() {
    return waiting.size();
  }

  private synchronized void add(Slot slot) {
    waiting.add(slot);
  }

  private synchronized void remove(Slot slot) {
    if (!slot.isReleased) {
      slot.isReleased = true;
      cells -= slot.isGranted ? slot.size : 0;
      waiting.remove(slot);
    }
  }

  /** Completed outside the lock, because that may run a listener. */
  private void grantNext() {
    next().forEach(slot -> slot.granted.complete());
  }

  private synchronized List<Slot> next() {
    List<Slot> next = new ArrayList<>();
    while (!waiting.isEmpty() && (cells == 0 || cells + waiting.peek().size <= maxCells)) {
      Slot first = waiting.remove();
      first.isGranted = true;
      cells += first.size;
      next.add(first);
    }
    return next;
  }
}
