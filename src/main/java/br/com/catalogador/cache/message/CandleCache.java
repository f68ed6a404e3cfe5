package br.com.catalogador.cache.message;

import br.com.catalogador.bus.Address;
import br.com.catalogador.failure.FailureKind;
import io.vertx.core.Future;
import java.time.Duration;

/** The operations of the candle cache, which all users share: market data is nobody's secret. */
public interface CandleCache {
  /** Session verticles ask here; the one cache verticle of this process answers. */
  Address<CandleCache> ADDRESS =
      new Address<>("cache.candles", Duration.ofSeconds(60), FailureKind.BUSY);

  /**
   * The newest closed candles of an asset up to a time, from memory as far as it goes; what is
   * missing is asked of the broker once, however many ask for it.
   */
  Future<CachedCandles> newest(GetNewest request);

  /**
   * Stores what a stream has told, without asking the broker; INVALID_PARAMETER when the times do
   * not lie on the timeframe.
   */
  Future<Void> add(AddClosed request);

  /** How the cache does, for operators. */
  Future<CacheState> state(GetCacheState request);
}
