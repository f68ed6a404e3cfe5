package br.com.catalogador.cache;

import br.com.catalogador.candle.CandleSeries;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Closed candles in memory, in pages of fixed time spans so that overlapping ranges share storage.
 * Evicts rarely used pages beyond a number of candles, and pages that were not used for a time.
 *
 * <p>Used on one event loop; reading and writing one series is not atomic across threads.
 */
final class CandlePages {
  /** Memory overhead of a page, in candles. */
  private static final int PAGE_WEIGHT = 8;

  private final Cache<PageKey, Page> pages;

  /**
   * @param maxCandles approximate maximum number of candles, over all series
   * @param lifetime how long a page stays after its last use
   */
  CandlePages(long maxCandles, Duration lifetime) {
    this(maxCandles, lifetime, evicted -> {});
  }

  /**
   * @param evicted told each page that is evicted, on any thread
   */
  CandlePages(long maxCandles, Duration lifetime, Consumer<PageKey> evicted) {
    this(maxCandles, lifetime, Ticker.systemTicker(), evicted);
  }

  CandlePages(long maxCandles, Duration lifetime, Ticker ticker, Consumer<PageKey> evicted) {
    pages =
        Caffeine.newBuilder()
            .maximumWeight(maxCandles)
            .weigher((PageKey key, Page page) -> page.size() + PAGE_WEIGHT)
            .expireAfterAccess(lifetime)
            .ticker(ticker)
            .evictionListener((PageKey key, Page page, RemovalCause cause) -> evicted.accept(key))
            .build();
  }

  /** An index range of a page's candles. */
  private record Part(PageKey key, Page page, int begin, int end) {}

  /** The newest {@code count} candles cached up to {@code to}, in epoch seconds, exclusive. */
  CachedSuffix upTo(SeriesKey series, long to, int count) {
    List<Part> parts = new ArrayList<>();
    int size = 0;
    long from = to;
    while (size < count) {
      PageKey key = PageKey.at(series, from - 1);
      Page page = pages.getIfPresent(key);
      int since = page == null ? Page.NONE : page.knownSince(key.slot(from));
      if (since == Page.NONE) {
        break;
      }
      int end = page.ceiling(key.slot(from));
      int begin = Math.max(page.ceiling(since), end - (count - size));
      parts.add(new Part(key, page, begin, end));
      size += end - begin;
      from = key.time(since);
    }
    return new CachedSuffix(
        join(series, parts, size), from, size < count ? knownBefore(series, from) : Long.MIN_VALUE);
  }

  private static CandleSeries join(SeriesKey series, List<Part> newestFirst, int size) {
    CandleSeries.Builder candles = new CandleSeries.Builder(series.timeframe(), size);
    for (int i = newestFirst.size() - 1; i >= 0; i--) {
      Part part = newestFirst.get(i);
      part.page().addTo(candles, part.key(), part.begin(), part.end());
    }
    return candles.build();
  }

  /**
   * The end of the newest cached range before an uncached time, in its page or the previous one.
   */
  private long knownBefore(SeriesKey series, long time) {
    PageKey key = PageKey.at(series, time - 1);
    Page page = pages.getIfPresent(key);
    int end = page == null ? Page.NONE : page.knownBefore(key.slot(time));
    if (end != Page.NONE) {
      return key.time(end);
    }
    PageKey previous = key.previous();
    Page older = pages.getIfPresent(previous);
    return older == null ? Long.MIN_VALUE : previous.time(older.rangeTo(older.ranges() - 1));
  }

  /**
   * Adds the range {@code [from, to)} in epoch seconds with all its candles, all of them closed.
   *
   * @return the pages that were changed, also those that are evicted at once
   */
  Map<PageKey, Page> put(SeriesKey series, CandleSeries candles, long from, long to) {
    Map<PageKey, Page> touched = new LinkedHashMap<>();
    for (PageKey key = PageKey.at(series, from); key.begin() < to; key = key.next()) {
      long begin = Math.max(from, key.begin());
      long end = Math.min(to, key.end());
      Page page = Page.of(key, candles, begin, end);
      touched.put(key, pages.asMap().merge(key, page, Page::merge));
    }
    return touched;
  }

  /** Adds another store's copy of a page; where both have a candle, the one here stays. */
  void merge(PageKey key, Page page) {
    Page here = pages.getIfPresent(key);
    if (here == null) {
      pages.put(key, page);
    } else if (!here.covers(page)) {
      pages.put(key, page.merge(here));
    }
  }

  /** A page, or null if it is not in memory. */
  Page get(PageKey key) {
    return pages.getIfPresent(key);
  }

  /** A copy of the keys of all pages. */
  Collection<PageKey> keys() {
    return List.copyOf(pages.asMap().keySet());
  }

  /** Number of pages, after evicting those beyond the bounds. */
  long pages() {
    pages.cleanUp();
    return pages.estimatedSize();
  }

  /** Number of candles, after evicting those beyond the bounds. */
  long size() {
    pages.cleanUp();
    return pages.asMap().values().stream().mapToLong(Page::size).sum();
  }
}
