package br.com.catalogador.cache.message;

import br.com.catalogador.bus.Request;
import br.com.catalogador.candle.CandlePage;
import br.com.catalogador.candle.Timeframe;
import io.vertx.core.Future;

/**
 * Requests the newest candles up to a time from the broker.
 *
 * @param assetId the broker's number of the asset
 * @param timeframe size of the candles
 * @param to UTC epoch seconds, inclusive right mark
 * @param count number of candles, 1 to 1000
 * @param newest whether the newest candles that exist are wanted, even if they are later than
 *     {@code to}
 */
public record FetchCandles(long assetId, Timeframe timeframe, long to, int count, boolean newest)
    implements Request<CandleSource, CandlePage> {
  @Override
  public Future<CandlePage> ask(CandleSource source) {
    return source.fetch(this);
  }
}
