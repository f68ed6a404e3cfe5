package br.com.catalogador.candle;

import java.util.List;

/**
 * Which slots of time a series speaks for. Within them a missing candle is a hole in the market;
 * everywhere else nothing is known yet.
 *
 * @param until UTC epoch seconds up to which candles are final
 * @param unknown stretches before that of which nothing is known, in any order
 */
public record Finality(long until, List<Span> unknown) {
  public Finality {
    unknown = List.copyOf(unknown);
  }

  /** Everything up to a time. */
  public static Finality upTo(long until) {
    return new Finality(until, List.of());
  }

  /** Whether a candle over {@code [from, to)} epoch seconds would be known if there were one. */
  public boolean covers(long from, long to) {
    return to <= until && unknown.stream().noneMatch(span -> span.from() < to && from < span.to());
  }
}
