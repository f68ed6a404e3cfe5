package br.com.catalogador.cache;

import br.com.catalogador.cache.message.CacheState;
import br.com.catalogador.candle.CandleSeries;
import io.vertx.core.Future;

/**
 * Storage of closed candles, and the leases by which servers fetch missing ones. No future fails:
 * what cannot be read counts as not stored. Used on one event loop.
 */
interface CandleStore {

  /** Completes once candles can be requested, even if Redis cannot be reached. */
  Future<Void> open();

  /**
   * The stored candles that end at a time, back to the first gap.
   *
   * @param to epoch seconds, exclusive
   * @param count number of wanted candles
   * @param oldest epoch seconds before which the market has no candles
   */
  Future<CachedSuffix> upTo(SeriesKey series, long to, int count, long oldest);

  /**
   * Adds the range {@code [from, to)} in epoch seconds with all its candles, all of them closed.
   * {@link #upTo} returns them at once.
   *
   * @return completes once the other servers on this store can read them, or writing has failed
   */
  Future<Void> put(SeriesKey series, CandleSeries candles, long from, long to);

  /** Waits, for a second at most, until no other server fetches candles of a page. */
  Future<Lease> lease(PageKey page);

  /** The state of Redis, and the amounts in memory. */
  CacheState state();

  Future<Void> close();

  /**
   * The permission to fetch candles of a page from the broker.
   *
   * @param othersMayHaveStored whether other servers may have stored candles since the last {@link
   *     #upTo}
   * @param release ends the lease
   */
  record Lease(boolean othersMayHaveStored, Runnable release) {
    /** A lease that no other server competes for. */
    static final Lease UNCONTENDED = new Lease(false, () -> {});
  }
}
