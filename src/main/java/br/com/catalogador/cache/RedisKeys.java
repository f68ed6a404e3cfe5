package br.com.catalogador.cache;

/**
 * The names of the cache's keys in Redis.
 *
 * @param broker name of the broker; separates the candles and assets of different brokers
 */
record RedisKeys(String broker) {
  /** Sorted set of the pages of all brokers by the time of their last write. */
  static final String INDEX = "catalogador:candles";

  String page(PageKey page) {
    return INDEX + ":" + series(page.series()) + ":" + page.number();
  }

  /** Exists while a server fetches candles of a page: see {@link FetchLease}. */
  String lease(PageKey page) {
    return "catalogador:fetch:" + series(page.series()) + ":" + page.number();
  }

  /** Exists as long as Redis still has what a server has written: see {@link RedisStore}. */
  static String filledBy(String server) {
    return "catalogador:filled:" + server;
  }

  String assets() {
    return "catalogador:assets:" + broker;
  }

  private String series(SeriesKey series) {
    return broker + ":" + series.assetId() + ":" + series.timeframe();
  }
}
