package br.com.catalogador.cache.message;

import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Finality;
import br.com.catalogador.candle.RunningCandle;

/**
 * Closed candles and what it cost to have them.
 *
 * @param closed the newest closed candles, as many as asked for unless history begins earlier
 * @param finality which slots of time they speak for
 * @param running the candle still running, or null when this request did not see it
 * @param brokerRequests requests sent to the broker for this answer
 * @param source where the candles came from
 */
public record CachedCandles(
    CandleSeries closed,
    Finality finality,
    RunningCandle running,
    int brokerRequests,
    Source source) {

  /** Where candles came from. */
  public enum Source {
    CACHE,
    BROKER,
    MIXED
  }
}
