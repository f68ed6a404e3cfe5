package br.com.catalogador.cache.message;

import br.com.catalogador.bus.Request;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.model.SessionId;
import io.vertx.core.Future;

/**
 * Requests the newest candles that had closed at a time.
 *
 * @param via the session that fetches missing candles
 * @param assetId the broker's number of the asset
 * @param timeframe size of the candles
 * @param now the broker's clock in epoch seconds
 * @param before UTC epoch seconds, at most {@code now}: candles that end later are left out
 * @param count number of candles, at least 1
 * @param reach which missing candles are fetched
 */
public record GetNewest(
    SessionId via, long assetId, Timeframe timeframe, long now, long before, int count, Reach reach)
    implements Request<CandleCache, CachedCandles> {

  /** How far back a request fetches what the cache does not have. */
  public enum Reach {
    /** All missing candles, with as many requests to the broker as it takes. */
    ALL,
    /** The newest candles only: those before the known ones are left out. */
    NEWEST,
    /** With one request to the broker at most, which extends what is known. */
    ONE_REQUEST
  }

  /** A request for all candles. */
  public GetNewest(
      SessionId via, long assetId, Timeframe timeframe, long now, long before, int count) {
    this(via, assetId, timeframe, now, before, count, Reach.ALL);
  }

  @Override
  public Future<CachedCandles> ask(CandleCache cache) {
    return cache.newest(this);
  }
}
