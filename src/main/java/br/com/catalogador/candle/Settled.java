package br.com.catalogador.candle;

import java.util.List;

/**
 * The final part of a page.
 *
 * @param candles the final candles that start within {@code [from, to)}
 * @param from UTC epoch seconds, a multiple of the timeframe
 * @param to UTC epoch seconds, exclusive, a multiple of the timeframe; not after {@code from} if
 *     nothing is final
 * @param doubtful spans within it whose candles exist but were not sent, oldest first
 * @param running the newest candle that is not final, or null
 */
public record Settled(
    CandleSeries candles, long from, long to, List<Span> doubtful, RunningCandle running) {
  public Settled {
    doubtful = List.copyOf(doubtful);
  }
}
