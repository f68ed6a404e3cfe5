package br.com.catalogador.cache.message;

import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Finality;
import br.com.catalogador.candle.RunningCandle;

/**
 * The answer to {@link GetNewest}: closed candles, and the number of broker requests they took.
 *
 * @param closed the newest closed candles; fewer than requested if the history begins later, or if
 *     the request did not reach further
 * @param finality the time spans in which these candles are complete
 * @param running the running candle, or null if this request did not fetch it
 * @param brokerRequests requests sent to the broker for this answer
 * @param source origin of the candles
 * @param knownFrom UTC epoch seconds from which everything is known; the candles begin there or
 *     later
 * @param begins whether the broker has nothing older
 */
public record CachedCandles(
    CandleSeries closed,
    Finality finality,
    RunningCandle running,
    int brokerRequests,
    Source source,
    long knownFrom,
    boolean begins) {

  /** Origin of candles. */
  public enum Source {
    CACHE,
    BROKER,
    MIXED
  }
}
