package br.com.catalogador.cache;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.candle.Candle;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Timeframe;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Compares the pages with a model that records for each slot whether it is known. */
class CandlePagesProperties {
  private static final SeriesKey SERIES = new SeriesKey(76, Timeframe.M1);
  private static final int PAGES = 4;
  private static final int SLOTS = PAGES * Page.SLOTS;

  /** Start of the first page in use. */
  private static final long ORIGIN = 29_130L * Page.SLOTS * 60;

  /** Whether the market had a candle in a slot. */
  private final BitSet quoted = new BitSet();

  private final BitSet known = new BitSet();

  private static long time(int slot) {
    return ORIGIN + slot * 60L;
  }

  private CandleSeries market(int from, int to) {
    List<Candle> candles =
        quoted.stream()
            .filter(slot -> slot >= from && slot < to)
            .mapToObj(slot -> Market.candle(time(slot)))
            .toList();
    return CandleSeries.of(Timeframe.M1, candles);
  }

  private static CandleSeries newest(CandleSeries all, int count) {
    return all.size() <= count ? all : all.between(all.from(all.size() - count), all.end());
  }

  @Property(tries = 300)
  void behavesLikeTheModelForAnySequenceOfRanges(@ForAll long seed) {
    Random random = new Random(seed);
    known.clear();
    quoted.clear();
    IntStream.range(0, SLOTS).filter(slot -> random.nextInt(20) > 0).forEach(quoted::set);
    int weekend = random.nextInt(SLOTS);
    quoted.clear(weekend, Math.min(SLOTS, weekend + random.nextInt(2 * Page.SLOTS)));
    CandlePages pages = new CandlePages(Integer.MAX_VALUE, Duration.ofHours(1));

    for (int step = 0; step < 40; step++) {
      int from = random.nextInt(SLOTS);
      int length = random.nextInt(random.nextBoolean() ? 50 : 2 * Page.SLOTS);
      int to = Math.min(SLOTS, from + 1 + length);
      pages.put(SERIES, market(from, to), time(from), time(to));
      known.set(from, to);
      check(pages, 1 + random.nextInt(SLOTS), 1 + random.nextInt(1 << random.nextInt(12)));
      check(pages, to, 1 + random.nextInt(SLOTS));
    }
  }

  private void check(CandlePages pages, int to, int count) {
    int unbroken = known.previousClearBit(to - 1) + 1;
    CachedSuffix got = pages.upTo(SERIES, time(to), count);
    int from = (int) ((got.contiguousFrom() - ORIGIN) / 60);

    assertThat(from).as("no unknown slot is returned").isBetween(unbroken, to);
    assertThat(got.candles()).isEqualTo(newest(market(from, to), count));
    if (from > unbroken) {
      assertThat(got.candles().size()).as("no known candle is missing").isEqualTo(count);
    }
    if (got.candles().size() < count) {
      int older = known.previousSetBit(from - 1) + 1;
      long pageBefore = PageKey.at(SERIES, time(from) - 1).previous().begin();
      assertThat(got.olderKnownTo())
          .isEqualTo(older > 0 && time(older) > pageBefore ? time(older) : Long.MIN_VALUE);
    }
  }
}
