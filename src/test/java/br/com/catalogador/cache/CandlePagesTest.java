package br.com.catalogador.cache;

import static br.com.catalogador.cache.Market.minutes;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Timeframe;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CandlePagesTest {
  private static final SeriesKey SERIES = new SeriesKey(76, Timeframe.M1);
  private static final long SPAN = Page.SLOTS * 60L;

  /** Start of a page, far from the epoch. */
  private static final long PAGE = 1_790_000_000 / SPAN * SPAN;

  private long nanos;
  private final CandlePages pages =
      new CandlePages(1_000_000, Duration.ofHours(1), () -> nanos, evicted -> {});

  private void put(long from, long to) {
    pages.put(SERIES, minutes(from, to), from, to);
  }

  private CachedSuffix upTo(long to, int count) {
    return pages.upTo(SERIES, to, count);
  }

  /** Candles back to a time, and no older range. */
  private static CachedSuffix known(CandleSeries candles, long from) {
    return new CachedSuffix(candles, from, Long.MIN_VALUE);
  }

  @Test
  void isEmptyAtFirst() {
    assertThat(upTo(PAGE, 10)).isEqualTo(known(CandleSeries.empty(Timeframe.M1), PAGE));
  }

  @Test
  void returnsAddedCandlesUpToAnyTimeWithinTheirRange() {
    put(PAGE + 600, PAGE + 1200);

    assertThat(upTo(PAGE + 1200, 10))
        .isEqualTo(known(minutes(PAGE + 600, PAGE + 1200), PAGE + 600));
    assertThat(upTo(PAGE + 900, 10)).isEqualTo(known(minutes(PAGE + 600, PAGE + 900), PAGE + 600));
    assertThat(upTo(PAGE + 1260, 10).candles().isEmpty()).isTrue();
    assertThat(upTo(PAGE + 600, 10).contiguousFrom()).isEqualTo(PAGE + 600);
  }

  @Test
  void joinsAdjacentRanges() {
    put(PAGE + 600, PAGE + 1200);
    put(PAGE + 1200, PAGE + 1800);
    put(PAGE, PAGE + 660);

    assertThat(upTo(PAGE + 1800, 30)).isEqualTo(known(minutes(PAGE, PAGE + 1800), PAGE));
  }

  @Test
  void readsARangeAcrossPages() {
    long from = PAGE - SPAN - 60;
    long to = PAGE + SPAN + 60;
    put(from, to);

    int all = 2 * Page.SLOTS + 2;
    assertThat(upTo(to, all)).isEqualTo(known(minutes(from, to), from));
    assertThat(upTo(PAGE, 1).candles()).isEqualTo(minutes(PAGE - 60, PAGE));
    assertThat(upTo(PAGE + 60, 2).candles()).isEqualTo(minutes(PAGE - 60, PAGE + 60));
  }

  @Test
  void readsNoMorePagesThanNecessary() {
    put(PAGE - 3 * SPAN, PAGE + 600);

    assertThat(upTo(PAGE + 600, 10).contiguousFrom()).isEqualTo(PAGE);
    assertThat(upTo(PAGE + 600, 11).contiguousFrom()).isEqualTo(PAGE - SPAN);
  }

  @Test
  void stopsAtAGapInTheCache() {
    put(PAGE - 600, PAGE - 60);
    put(PAGE, PAGE + 600);

    assertThat(upTo(PAGE + 600, 100))
        .isEqualTo(new CachedSuffix(minutes(PAGE, PAGE + 600), PAGE, PAGE - 60));
  }

  @Test
  void returnsAHoleInTheMarketAsKnown() {
    CandleSeries withHole = minutes(PAGE, PAGE + 300, PAGE + 900, PAGE + 1200);
    pages.put(SERIES, withHole, PAGE, PAGE + 1200);

    assertThat(upTo(PAGE + 1200, 10)).isEqualTo(known(withHole, PAGE));
    assertThat(upTo(PAGE + 600, 10)).isEqualTo(known(minutes(PAGE, PAGE + 300), PAGE));
  }

  @Test
  void keepsAKnownSpanWithoutCandles() {
    long weekend = PAGE + 3 * SPAN;
    pages.put(SERIES, minutes(PAGE, PAGE + 600), PAGE, weekend);

    assertThat(upTo(weekend, 10)).isEqualTo(known(minutes(PAGE, PAGE + 600), PAGE));
  }

  @Test
  void keepsTwoSeparateRangesInOnePage() {
    put(PAGE, PAGE + 600);
    put(PAGE + 1200, PAGE + 1800);
    put(PAGE, PAGE + 660);

    assertThat(upTo(PAGE + 1800, 99).contiguousFrom()).isEqualTo(PAGE + 1200);
    assertThat(upTo(PAGE + 660, 99).contiguousFrom()).isEqualTo(PAGE);
    assertThat(upTo(PAGE + 720, 99).contiguousFrom()).isEqualTo(PAGE + 720);
  }

  @Test
  void findsTheOlderRangeInTheSameAndThePreviousPage() {
    put(PAGE + 600, PAGE + 1200);

    assertThat(upTo(PAGE + 1800, 1).olderKnownTo()).isEqualTo(PAGE + 1200);
    assertThat(upTo(PAGE + SPAN + 1800, 1).olderKnownTo()).isEqualTo(PAGE + 1200);
    assertThat(upTo(PAGE + 2 * SPAN + 60, 1).olderKnownTo()).isEqualTo(Long.MIN_VALUE);
    assertThat(upTo(PAGE + 600, 1).olderKnownTo()).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void evictsAPageThatIsNotUsed() {
    put(PAGE, PAGE + 600);
    put(PAGE + SPAN, PAGE + SPAN + 600);

    nanos += Duration.ofMinutes(59).toNanos();
    upTo(PAGE + 600, 1);
    nanos += Duration.ofMinutes(59).toNanos();

    assertThat(upTo(PAGE + 600, 1).candles().size()).isEqualTo(1);
    assertThat(upTo(PAGE + SPAN + 600, 1).candles().isEmpty()).isTrue();
    assertThat(pages.pages()).isEqualTo(1);
  }

  @Test
  void separatesSeries() {
    put(PAGE, PAGE + 600);

    assertThat(pages.upTo(new SeriesKey(77, Timeframe.M1), PAGE + 600, 1).candles().isEmpty())
        .isTrue();
    assertThat(pages.upTo(new SeriesKey(76, Timeframe.M5), PAGE + 600, 1).candles().isEmpty())
        .isTrue();
  }

  @Test
  void evictsPagesBeyondTheLimit() {
    CandlePages small = new CandlePages(5_000, Duration.ofHours(1));
    for (int asset = 0; asset < 100; asset++) {
      small.put(new SeriesKey(asset, Timeframe.M1), minutes(PAGE, PAGE + SPAN), PAGE, PAGE + SPAN);
    }

    assertThat(small.size()).isLessThanOrEqualTo(5_000).isPositive();
  }
}
