package br.com.catalogador.cache;

import br.com.catalogador.candle.CandleSeries;

/**
 * What is known of a series without a break up to a time.
 *
 * @param candles the newest known candles before that time, as many as wanted or as far as
 *     knowledge goes
 * @param from epoch seconds from which on nothing is missing; the time itself when nothing is known
 * @param before epoch seconds where older knowledge ends, beyond what is missing; {@link
 *     Long#MIN_VALUE} when there is none within a page's length, or when the wanted number was
 *     found
 */
record CachedSuffix(CandleSeries candles, long from, long before) {

  /** Whether so many candles are there, or all since a time. */
  boolean isEnough(int count, long oldest) {
    return candles.size() >= count || from <= oldest;
  }
}
