package br.com.catalogador.candle;

import java.util.List;

/**
 * The final candles of a page, as {@link FinalityCheck} has found them.
 *
 * @param candles the final candles that start within {@code [from, to)}
 * @param from UTC epoch seconds, a multiple of the timeframe
 * @param to UTC epoch seconds, exclusive, a multiple of the timeframe; not after {@code from} if
 *     nothing is final
 * @param unprovenGaps spans within it whose candles exist by their ids but were not sent, oldest
 *     first
 * @param running the newest candle that is not final, or null
 */
public record FinalCandles(
    CandleSeries candles, long from, long to, List<Span> unprovenGaps, RunningCandle running) {
  public FinalCandles {
    unprovenGaps = List.copyOf(unprovenGaps);
  }
}
