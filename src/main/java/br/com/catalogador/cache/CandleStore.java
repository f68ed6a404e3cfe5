package br.com.catalogador.cache;

import br.com.catalogador.cache.message.CacheState;
import br.com.catalogador.candle.CandleSeries;
import io.vertx.core.Future;

/**
 * Where closed candles are kept, and by whom the broker may be asked for more. No future here ever
 * fails: what cannot be reached is not known. Used on one event loop.
 */
interface CandleStore {

  /** Completes once candles can be asked for, however much of the store is there. */
  Future<Void> open();

  /**
   * What is known up to a time.
   *
   * @param to epoch seconds, exclusive
   * @param count how many candles are wanted
   * @param oldest epoch seconds before which there are none
   */
  Future<CachedSuffix> upTo(SeriesKey series, long to, int count, long oldest);

  /**
   * Adds what has become known: the candles of {@code [from, to)} epoch seconds, all of them
   * closed. From then on they are known here.
   *
   * @return completes once they are known wherever this store is shared, or cannot be
   */
  Future<Void> put(SeriesKey series, CandleSeries candles, long from, long to);

  /** Waits, for a second at most, until nobody else asks the broker for candles of a page. */
  Future<Turn> turn(PageKey page);

  /** How the store does and how much of it is in memory. */
  CacheState state();

  Future<Void> close();

  /**
   * The right to ask the broker.
   *
   * @param mayKnowMore whether others may have stored something since {@link #upTo} was asked
   * @param end lets the next one ask
   */
  record Turn(boolean mayKnowMore, Runnable end) {
    /** Where nobody else asks. */
    static final Turn UNDISPUTED = new Turn(false, () -> {});
  }
}
