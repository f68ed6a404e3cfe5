package br.com.catalogador.candle;

import java.util.List;

/**
 * What of a page is final.
 *
 * @param candles the final candles of {@code [from, to)} seconds
 * @param from UTC epoch seconds, a multiple of the timeframe
 * @param to UTC epoch seconds, exclusive, a multiple of the timeframe; {@code from} or earlier when
 *     nothing is final
 * @param doubtful stretches of it in which candles exist that were not sent, oldest first
 * @param running the newest candle that is not final, or null
 */
public record Settled(
    CandleSeries candles, long from, long to, List<Span> doubtful, RunningCandle running) {
  public Settled {
    doubtful = List.copyOf(doubtful);
  }
}
