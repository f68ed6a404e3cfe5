package br.com.catalogador.cache.message;

import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Finality;
import br.com.catalogador.candle.RunningCandle;

/**
 * The answer to {@link GetNewest}: closed candles, and the number of broker requests they took.
 *
 * @param closed the newest closed candles; fewer than requested only if the history begins later
 * @param finality the time spans in which these candles are complete
 * @param running the running candle, or null if this request did not fetch it
 * @param brokerRequests requests sent to the broker for this answer
 * @param source origin of the candles
 */
public record CachedCandles(
    CandleSeries closed,
    Finality finality,
    RunningCandle running,
    int brokerRequests,
    Source source) {

  /** Origin of candles. */
  public enum Source {
    CACHE,
    BROKER,
    MIXED
  }
}
