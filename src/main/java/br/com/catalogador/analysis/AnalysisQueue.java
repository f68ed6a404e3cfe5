package br.com.catalogador.analysis;

import br.com.catalogador.analysis.message.Analyze.Urgency;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Queue;

/**
 * Requests that wait for a worker, by urgency. Watched catalogs come first. Assets of rankings and
 * single analyses alternate, so that neither starves; only single ones are refused, since the
 * number of the others is limited where they start. Confined to one event loop.
 *
 * @param <T> type of the entries
 */
final class AnalysisQueue<T> {
  private final int mostSingle;
  private final Map<Urgency, Queue<T>> waiting = new EnumMap<>(Urgency.class);
  private Urgency last = Urgency.SINGLE;

  /**
   * @param mostSingle how many single analyses may wait
   */
  AnalysisQueue(int mostSingle) {
    this.mostSingle = mostSingle;
    for (Urgency urgency : Urgency.values()) {
      waiting.put(urgency, new ArrayDeque<>());
    }
  }

  /** Adds an entry behind the others of its urgency; false when there is no room. */
  boolean offer(Urgency urgency, T entry) {
    Queue<T> queue = waiting.get(urgency);
    return (urgency != Urgency.SINGLE || queue.size() < mostSingle) && queue.add(entry);
  }

  boolean isEmpty() {
    return waiting.values().stream().allMatch(Queue::isEmpty);
  }

  /** Removes the next entry; null when the queue is empty. */
  T poll() {
    if (!waiting.get(Urgency.LIVE).isEmpty()) {
      return waiting.get(Urgency.LIVE).remove();
    }
    Urgency other = last == Urgency.SINGLE ? Urgency.RANKING : Urgency.SINGLE;
    if (!waiting.get(other).isEmpty()) {
      last = other;
    }
    return waiting.get(last).poll();
  }
}
