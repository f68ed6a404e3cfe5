package br.com.catalogador.analysis;

import br.com.catalogador.analysis.message.Analyze.Urgency;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Queue;

/**
 * A priority queue of requests that wait for a worker. Watched catalogs come first. Ranking and
 * single analyses alternate, so that neither starves. Only single ones are rejected when too many
 * wait; the number of the others is limited where they are started. Confined to one event loop.
 *
 * @param <T> type of the entries
 */
final class AnalysisQueue<T> {
  private final int maxSingle;
  private final Map<Urgency, Queue<T>> waiting = new EnumMap<>(Urgency.class);
  private Urgency last = Urgency.SINGLE;

  /**
   * @param maxSingle maximum number of waiting single analyses
   */
  AnalysisQueue(int maxSingle) {
    this.maxSingle = maxSingle;
    for (Urgency urgency : Urgency.values()) {
      waiting.put(urgency, new ArrayDeque<>());
    }
  }

  /** Appends an entry to those of its urgency; false if the queue is full for it. */
  boolean offer(Urgency urgency, T entry) {
    Queue<T> queue = waiting.get(urgency);
    return (urgency != Urgency.SINGLE || queue.size() < maxSingle) && queue.add(entry);
  }

  boolean isEmpty() {
    return waiting.values().stream().allMatch(Queue::isEmpty);
  }

  /** Removes the next entry; null when the queue is empty. */
  T poll() {
    if (!waiting.get(Urgency.WATCHED).isEmpty()) {
      return waiting.get(Urgency.WATCHED).remove();
    }
    Urgency other = last == Urgency.SINGLE ? Urgency.RANKING : Urgency.SINGLE;
    if (!waiting.get(other).isEmpty()) {
      last = other;
    }
    return waiting.get(last).poll();
  }
}
