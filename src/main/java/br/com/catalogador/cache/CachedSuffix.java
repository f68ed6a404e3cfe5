package br.com.catalogador.cache;

import br.com.catalogador.candle.CandleSeries;

/**
 * The cached candles of a series that end at a time, back to the first gap in the cache.
 *
 * @param candles the newest cached candles before that time, at most as many as wanted
 * @param contiguousFrom epoch seconds from which everything up to that time is cached; the time
 *     itself if nothing is cached there
 * @param olderKnownTo epoch seconds where the next older cached range ends; {@link Long#MIN_VALUE}
 *     if there is none in the same or the previous page, or if the wanted number was found
 */
record CachedSuffix(CandleSeries candles, long contiguousFrom, long olderKnownTo) {

  /** Whether it has so many candles, or all since a time in epoch seconds. */
  boolean isEnough(int count, long oldest) {
    return candles.size() >= count || contiguousFrom <= oldest;
  }
}
