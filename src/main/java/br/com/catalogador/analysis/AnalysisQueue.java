package br.com.catalogador.analysis;

import br.com.catalogador.analysis.message.Analyze.Urgency;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Queue;

/**
 * Who waits for a worker. Whatever many watch goes before all else. Assets of rankings and single
 * analyses take turns, so that neither keeps the other waiting for ever; only single ones are
 * refused, for the others are as many as somebody has let in elsewhere. Belongs to one event loop.
 *
 * @param <T> what waits
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

  /** Takes its place at the end of its line; false when there is none left. */
  boolean join(Urgency urgency, T one) {
    Queue<T> line = waiting.get(urgency);
    return (urgency != Urgency.SINGLE || line.size() < mostSingle) && line.add(one);
  }

  boolean isEmpty() {
    return waiting.values().stream().allMatch(Queue::isEmpty);
  }

  /** Takes whose turn it is; null when nobody waits. */
  T next() {
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
