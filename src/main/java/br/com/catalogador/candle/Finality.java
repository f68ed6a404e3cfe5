package br.com.catalogador.candle;

import java.util.List;

/**
 * The time spans in which a series is final. In them a missing candle does not exist; elsewhere it
 * may still arrive.
 *
 * @param until UTC epoch seconds up to which candles are final
 * @param unknown earlier spans that are not final, in any order
 */
public record Finality(long until, List<Span> unknown) {
  public Finality {
    unknown = List.copyOf(unknown);
  }

  /** Finality of everything up to a time. */
  public static Finality upTo(long until) {
    return new Finality(until, List.of());
  }

  /** Whether the span {@code [from, to)} is final, in epoch seconds. */
  public boolean covers(long from, long to) {
    if (to > until) {
      return false;
    }
    // asked for each missing candle of each cell: a stream costs more than the few spans
    for (int i = 0; i < unknown.size(); i++) {
      if (unknown.get(i).from() < to && from < unknown.get(i).to()) {
        return false;
      }
    }
    return true;
  }
}
