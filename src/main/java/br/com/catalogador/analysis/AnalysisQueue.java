package br.com.catalogador.analysis;

import br.com.catalogador.analysis.message.Analyze.Urgency;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * The requests that wait for a worker: watched catalogs first, then single analyses. Only these are
 * rejected when too many wait; the number of watched ones is limited where they are started.
 * Confined to one event loop.
 *
 * @param <T> type of the entries
 */
final class AnalysisQueue<T> {
  private final int maxSingle;
  private final Queue<T> watched = new ArrayDeque<>();
  private final Queue<T> single = new ArrayDeque<>();

  /**
   * @param maxSingle maximum number of waiting single analyses
   */
  AnalysisQueue(int maxSingle) {
    this.maxSingle = maxSingle;
  }

  /** Appends an entry to those of its urgency; false if the queue is full for it. */
  boolean offer(Urgency urgency, T entry) {
    if (urgency == Urgency.WATCHED) {
      return watched.add(entry);
    }
    return single.size() < maxSingle && single.add(entry);
  }

  boolean isEmpty() {
    return watched.isEmpty() && single.isEmpty();
  }

  /** Removes the next entry; null when the queue is empty. */
  T poll() {
    return watched.isEmpty() ? single.poll() : watched.remove();
  }
}
