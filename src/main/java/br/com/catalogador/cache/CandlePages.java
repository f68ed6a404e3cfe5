package br.com.catalogador.cache;

import br.com.catalogador.candle.CandleSeries;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Closed candles in memory, in pages of fixed spans of time so that overlapping ranges share
 * storage. Bounded by the number of candles, where the pages used least go first, and by the time
 * that a page goes unused.
 *
 * <p>Used on one event loop; reading and writing one series is not atomic across threads.
 */
final class CandlePages {
  /** What a page costs beside its candles, in candles. */
  private static final int PAGE_WEIGHT = 8;

  private final Cache<PageKey, Page> pages;

  /**
   * @param maxCandles about how many candles to keep, over all series
   * @param lifetime how long a page stays that nobody uses
   */
  CandlePages(long maxCandles, Duration lifetime) {
    this(maxCandles, lifetime, Ticker.systemTicker());
  }

  CandlePages(long maxCandles, Duration lifetime, Ticker ticker) {
    pages =
        Caffeine.newBuilder()
            .maximumWeight(maxCandles)
            .weigher((PageKey key, Page page) -> page.size() + PAGE_WEIGHT)
            .expireAfterAccess(lifetime)
            .ticker(ticker)
            .build();
  }

  /** A part of a page that belongs to an answer: candles by their index. */
  private record Part(PageKey key, Page page, int begin, int end) {}

  /** What is known up to {@code to} (epoch seconds, exclusive): the newest so many candles. */
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

  /** Looks in the page of a time of which nothing is known, and in the one before. */
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
   * Adds what has become known: the candles of {@code [from, to)} seconds, all of them closed.
   *
   * @return the pages that it belongs to, as they are now, whether or not there is room to keep
   *     them
   */
  Map<PageKey, Page> put(SeriesKey series, CandleSeries candles, long from, long to) {
    Map<PageKey, Page> touched = new LinkedHashMap<>();
    for (PageKey key = PageKey.at(series, from); key.begin() < to; key = key.next()) {
      long begin = Math.max(from, key.begin());
      long end = Math.min(to, key.end());
      Page page = Page.of(key, candles, begin, end);
      touched.put(key, pages.asMap().merge(key, page, Page::with));
    }
    return touched;
  }

  /** Adds what another store knows of a page; what is known here stays. */
  void learn(PageKey key, Page page) {
    Page here = pages.getIfPresent(key);
    if (here == null) {
      pages.put(key, page);
    } else if (!here.knows(page)) {
      pages.put(key, page.with(here));
    }
  }

  /** One page, or null. */
  Page get(PageKey key) {
    return pages.getIfPresent(key);
  }

  /** The pages kept at this moment. */
  Collection<PageKey> keys() {
    return List.copyOf(pages.asMap().keySet());
  }

  /** How many pages are kept; forgets what exceeds the bounds first. */
  long pages() {
    pages.cleanUp();
    return pages.estimatedSize();
  }

  /** How many candles are kept; forgets what exceeds the bounds first. */
  long size() {
    pages.cleanUp();
    return pages.asMap().values().stream().mapToLong(Page::size).sum();
  }
}
