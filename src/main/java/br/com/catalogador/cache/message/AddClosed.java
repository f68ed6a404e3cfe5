package br.com.catalogador.cache.message;

import br.com.catalogador.bus.Request;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Timeframe;
import io.vertx.core.Future;

/**
 * Adds closed candles that a stream has delivered.
 *
 * @param assetId the broker's number of the asset
 * @param closed closed candles; those outside of {@code [knownFrom, knownTo)} are ignored
 * @param knownFrom UTC epoch seconds, a multiple of the timeframe
 * @param knownTo UTC epoch seconds, exclusive, a multiple of the timeframe; between the two the
 *     market had no other candles
 */
public record AddClosed(
    long assetId, Timeframe timeframe, CandleSeries closed, long knownFrom, long knownTo)
    implements Request<CandleCache, Void> {

  @Override
  public Future<Void> ask(CandleCache cache) {
    return cache.add(this);
  }
}
