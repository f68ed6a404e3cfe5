package br.com.catalogador.cache;

/**
 * The cache's keys in Redis.
 *
 * @param broker name of the broker: prices of different ones never mix
 */
record RedisKeys(String broker) {
  /** All pages there are, of all brokers, by the time at which they were last written. */
  static final String INDEX = "catalogador:candles";

  String page(PageKey page) {
    return INDEX + ":" + series(page.series()) + ":" + page.number();
  }

  /** There while a server asks the broker for candles of a page. */
  String turn(PageKey page) {
    return "catalogador:fetch:" + series(page.series()) + ":" + page.number();
  }

  /** There as long as Redis has what a server has written to it. */
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
