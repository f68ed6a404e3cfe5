package br.com.catalogador.cache;

/**
 * Identifies one page of a series: a time span of {@link Page#SLOTS} slots of one candle each,
 * whether or not the market had candles in it.
 *
 * @param number number of pages since 1970
 */
record PageKey(SeriesKey series, long number) {

  /** The page that contains a time in epoch seconds. */
  static PageKey at(SeriesKey series, long time) {
    return new PageKey(series, Math.floorDiv(time, span(series)));
  }

  private static long span(SeriesKey series) {
    return (long) Page.SLOTS * series.timeframe().seconds();
  }

  /** Epoch seconds at which the page begins. */
  long begin() {
    return number * span(series);
  }

  /** Epoch seconds at which the next page begins. */
  long end() {
    return begin() + span(series);
  }

  /** The slot that begins at a time within the page or at its end. */
  int slot(long time) {
    return (int) ((time - begin()) / series.timeframe().seconds());
  }

  /** Epoch seconds at which a slot begins. */
  long time(int slot) {
    return begin() + (long) slot * series.timeframe().seconds();
  }

  PageKey next() {
    return new PageKey(series, number + 1);
  }

  PageKey previous() {
    return new PageKey(series, number - 1);
  }
}
