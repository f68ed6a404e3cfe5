package br.com.catalogador.cache.message;

import br.com.catalogador.bus.Address;
import br.com.catalogador.failure.FailureKind;
import io.vertx.core.Future;
import java.time.Duration;

/** The operations of the candle cache, which all users share since market data is public. */
public interface CandleCache {
  /** Used by session verticles; served by the one cache verticle of this process. */
  Address<CandleCache> ADDRESS =
      new Address<>("cache.candles", Duration.ofSeconds(60), FailureKind.BUSY);

  /**
   * The newest closed candles of an asset up to a time. Missing candles are fetched from the
   * broker, once for all concurrent requests. Fails with what the broker connection fails with.
   */
  Future<CachedCandles> newest(GetNewest request);

  /**
   * Stores candles that a stream has delivered. Fails with INVALID_PARAMETER if the times are not
   * multiples of the timeframe.
   */
  Future<Void> add(AddClosed request);

  /** Keeps what a user wants fetched in the archive, if there is one. */
  Future<Void> keep(KeepWishes request);

  /** What has been kept; nothing without an archive. */
  Future<FetchWishes> wishes(GetWishes request);

  /** The state of the cache, for operators. */
  Future<CacheState> state(GetCacheState request);
}
