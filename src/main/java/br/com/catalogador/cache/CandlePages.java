package br.com.catalogador.cache;

import br.com.catalogador.candle.CandleSeries;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;

/**
 * Closed candles in memory, in pages of fixed spans of time so that overlapping ranges share
 * storage. A page knows which parts of its span it covers: within them a missing candle is a hole
 * in the market, outside them nothing is known. Bounded by the number of candles; the pages used
 * least go first.
 *
 * <p>Used on one event loop; reading and writing one series is not atomic across threads.
 */
final class CandlePages {
  /** Slots of time in a page: about 17 hours of one-minute candles. */
  static final int SLOTS = 1024;

  /** A page without candles still takes room. */
  private static final int EMPTY_PAGE_WEIGHT = 8;

  private final Cache<PageKey, Page> pages;

  private record PageKey(SeriesKey series, long number) {}

  /** A part of time in epoch seconds, {@code [from, to)}. */
  private record Range(long from, long to) {
    boolean touches(Range other) {
      return from <= other.to && other.from <= to;
    }

    Range with(Range other) {
      return new Range(Math.min(from, other.from), Math.max(to, other.to));
    }
  }

  /** Candles of a page and the parts of its span that are known: apart, in order of time. */
  private record Page(CandleSeries candles, List<Range> known) {

    Page with(Page newer) {
      Range joined = newer.known.get(0);
      List<Range> ranges = new ArrayList<>();
      for (Range range : known) {
        if (range.touches(joined)) {
          joined = joined.with(range);
        } else {
          ranges.add(range);
        }
      }
      ranges.add(joined);
      ranges.sort(Comparator.comparingLong(Range::from));
      return new Page(candles.merge(newer.candles), List.copyOf(ranges));
    }

    /** The known part that holds the moment just before a time, or null. */
    Range before(long time) {
      return known.stream()
          .filter(range -> range.from < time && time <= range.to)
          .findFirst()
          .orElse(null);
    }
  }

  /**
   * @param maxCandles about how many candles to keep, over all series
   */
  CandlePages(long maxCandles) {
    pages =
        Caffeine.newBuilder()
            .maximumWeight(maxCandles)
            .weigher((PageKey key, Page page) -> page.candles().size() + EMPTY_PAGE_WEIGHT)
            .build();
  }

  /**
   * What is known without a break up to a time.
   *
   * @param candles known candles before {@code to}, at least the wanted number of them or as far as
   *     knowledge goes
   * @param from epoch seconds from which on nothing is missing; {@code to} itself when nothing is
   *     known
   */
  record Known(CandleSeries candles, long from) {}

  /** What is known up to {@code to} (epoch seconds, exclusive), going back for so many candles. */
  Known upTo(SeriesKey series, long to, int count) {
    CandleSeries candles = CandleSeries.empty(series.timeframe());
    long from = to;
    while (candles.size() < count) {
      Page page = pages.getIfPresent(new PageKey(series, number(series, from - 1)));
      Range range = page == null ? null : page.before(from);
      if (range == null) {
        break;
      }
      candles = page.candles().between(range.from(), from).merge(candles);
      from = range.from();
    }
    return new Known(candles, from);
  }

  /**
   * Where knowledge ends that lies just before a time of which nothing is known.
   *
   * @return epoch seconds, or {@link Long#MIN_VALUE} when neither that time's page nor the one
   *     before it holds anything older
   */
  long knownBefore(SeriesKey series, long time) {
    long number = number(series, time - 1);
    return LongStream.of(number, number - 1)
        .mapToObj(candidate -> pages.getIfPresent(new PageKey(series, candidate)))
        .filter(Objects::nonNull)
        .flatMap(page -> page.known().stream())
        .mapToLong(Range::to)
        .filter(end -> end < time)
        .max()
        .orElse(Long.MIN_VALUE);
  }

  /** Adds what has become known: the candles of {@code [from, to)} seconds, all of them closed. */
  void put(SeriesKey series, CandleSeries candles, long from, long to) {
    long span = span(series);
    for (long number = number(series, from); number * span < to; number++) {
      long begin = Math.max(from, number * span);
      long end = Math.min(to, (number + 1) * span);
      Page page = new Page(candles.between(begin, end), List.of(new Range(begin, end)));
      pages.asMap().merge(new PageKey(series, number), page, Page::with);
    }
  }

  /** About how many candles are kept; forgets what exceeds the bound first. */
  long size() {
    pages.cleanUp();
    return pages.asMap().values().stream().mapToLong(page -> page.candles().size()).sum();
  }

  private static long number(SeriesKey series, long time) {
    return Math.floorDiv(time, span(series));
  }

  private static long span(SeriesKey series) {
    return (long) SLOTS * series.timeframe().seconds();
  }
}
