package br.com.catalogador.cache.message;

import br.com.catalogador.candle.Candle;
import br.com.catalogador.candle.CandleSeries;

/**
 * Closed candles and what it cost to have them.
 *
 * @param closed the newest closed candles, as many as asked for unless history begins earlier
 * @param running the candle still running, or null when this request did not see it
 * @param brokerRequests requests sent to the broker for this answer
 * @param source where the candles came from
 */
public record CachedCandles(
    CandleSeries closed, Candle running, int brokerRequests, Source source) {

  /** Where candles came from. */
  public enum Source {
    CACHE,
    BROKER,
    MIXED
  }
}
