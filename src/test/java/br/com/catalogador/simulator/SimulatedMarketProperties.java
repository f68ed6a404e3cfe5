package br.com.catalogador.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SimulatedMarketProperties {
  private static final long LATER = Instant.parse("2040-01-01T00:00:00Z").getEpochSecond();
  private static final long FIRST = Instant.parse("2005-01-01T00:00:00Z").getEpochSecond();
  private static final long LAST = Instant.parse("2035-01-01T00:00:00Z").getEpochSecond();
  private static final int MONTH = 2_592_000;
  private static final int MOST_PARTS = 3_000;

  @Property(tries = 400)
  void everySizeAgreesWithTheSmallerSizesWithinIt(
      @ForAll("markets") SimulatedMarket market,
      @ForAll("times") long time,
      @ForAll("sizes") int size,
      @ForAll("sizes") int part) {
    Assume.that(size > part && size % part == 0 && size / part <= MOST_PARTS);
    SimulatedCandle whole = market.candle(market.idOfTick(size, time), size, LATER);
    List<SimulatedCandle> parts =
        LongStream.range(market.idFrom(whole.from(), part), market.idFrom(whole.to(), part))
            .mapToObj(id -> market.candle(id, part, LATER))
            .toList();

    assertThat(whole.open()).isEqualTo(parts.get(0).open());
    assertThat(whole.close()).isEqualTo(parts.get(parts.size() - 1).close());
    assertThat(whole.high())
        .isEqualTo(parts.stream().mapToLong(SimulatedCandle::high).max().getAsLong());
    assertThat(whole.low())
        .isEqualTo(parts.stream().mapToLong(SimulatedCandle::low).min().getAsLong());
    assertThat(whole.ticks()).isEqualTo(parts.stream().mapToLong(SimulatedCandle::ticks).sum());
  }

  @Property(tries = 200)
  void candlesDoNotDependOnTheOrderOfRequests(
      @ForAll long seed,
      @ForAll("assets") long asset,
      @ForAll("times") long time,
      @ForAll("sizes") int size,
      @ForAll Random random) {
    SimulatedMarket market = Markets.of(seed, asset);
    long last = market.idOfTick(size, time);
    List<Long> ids = new ArrayList<>(LongStream.rangeClosed(last - 5, last).boxed().toList());
    List<SimulatedCandle> inOrder = ids.stream().map(id -> market.candle(id, size, LATER)).toList();
    Collections.shuffle(ids, random);
    for (long id : ids) {
      SimulatedMarket another = Markets.of(seed, asset);
      assertThat(another.candle(id, size, LATER)).isEqualTo(inOrder.get((int) (id - last + 5)));
    }
  }

  @Property(tries = 300)
  void idsAreConsecutiveOverTheCandlesThatExist(
      @ForAll("markets") SimulatedMarket market,
      @ForAll("times") long time,
      @ForAll("sizes") int size) {
    long id = market.idOfTick(size, time);
    for (long i = id; i < id + 30; i++) {
      SimulatedCandle candle = market.candle(i, size, LATER);
      SimulatedCandle next = market.candle(i + 1, size, LATER);
      assertThat(candle.from() % size).isZero();
      assertThat(market.idFrom(candle.from(), size)).isEqualTo(i);
      assertThat(market.idFrom(candle.from() + 1, size)).isEqualTo(i + 1);
      assertThat(next.from()).isGreaterThanOrEqualTo(candle.to());
      assertThat(candle.ticks()).isPositive();
    }
  }

  @Property(tries = 300)
  void noTickComesBetweenTwoSuccessiveCandles(
      @ForAll("markets") SimulatedMarket market,
      @ForAll("times") long time,
      @ForAll("sizes") int size) {
    long id = market.idOfTick(size, time);
    SimulatedCandle candle = market.candle(id, size, LATER);
    SimulatedCandle next = market.candle(id + 1, size, LATER);
    assertThat(market.idFrom(next.from(), 1)).isEqualTo(market.idFrom(candle.to(), 1));
  }

  @Property(tries = 200)
  void runningCandleOnlyGrowsAndEndsAsInTheHistory(
      @ForAll("markets") SimulatedMarket market,
      @ForAll("times") long time,
      @ForAll("sizes") int size) {
    Assume.that(size <= 3_600);
    long id = market.idOfTick(size, time);
    SimulatedCandle closed = market.candle(id, size, LATER);
    SimulatedCandle before = null;
    for (long now = closed.from() + 1; now <= closed.to(); now++) {
      if (market.lastId(size, now) < id) {
        continue; // its first minutes are closed
      }
      SimulatedCandle running = market.candle(id, size, now);
      assertThat(running.open()).isEqualTo(closed.open());
      assertThat(running.close()).isBetween(running.low(), running.high());
      if (market.ticksAt(now)) {
        assertThat(running.at()).isEqualTo(now);
        assertThat(running.close()).isEqualTo(market.price(now));
      }
      if (before != null) {
        assertThat(running.high()).isGreaterThanOrEqualTo(before.high());
        assertThat(running.low()).isLessThanOrEqualTo(before.low());
      }
      before = running;
    }
    assertThat(before).isEqualTo(closed);
    assertThat(closed.at()).isEqualTo(closed.to());
  }

  @Property(tries = 300)
  void newestCandleHasTheNewestTickOrHasJustOpened(
      @ForAll("markets") SimulatedMarket market,
      @ForAll("times") long time,
      @ForAll("sizes") int size) {
    long last = market.lastId(size, time);
    SimulatedCandle newest = market.candle(last, size, time);
    assertThat(newest.from()).isLessThanOrEqualTo(time);
    assertThat(newest.at()).isBetween(newest.from(), time);
    assertThat(market.lastClosedId(size, time)).isEqualTo(newest.to() <= time ? last : last - 1);
    if (market.ticksAt(time)) {
      assertThat(last).isBetween(market.idOfTick(size, time), market.idOfTick(size, time) + 1);
    }
  }

  @Property(generation = GenerationMode.EXHAUSTIVE)
  void pricesStayAroundTheBaseForDecades(@ForAll("markets") SimulatedMarket market) {
    double base = market.asset().price() * Math.pow(10, market.asset().precision());
    LongStream.range(market.idFrom(FIRST, MONTH), market.idFrom(LAST, MONTH))
        .mapToObj(id -> market.candle(id, MONTH, LATER))
        .forEach(
            candle -> {
              assertThat((double) candle.low()).isGreaterThan(0.25 * base);
              assertThat((double) candle.high()).isLessThan(1.75 * base);
            });
  }

  @Provide
  Arbitrary<Long> assets() {
    return Arbitraries.of(SimulatedAssets.ALL).map(SimulatedAsset::id);
  }

  @Provide
  Arbitrary<SimulatedMarket> markets() {
    return assets().map(asset -> Markets.of(1, asset));
  }

  @Provide
  Arbitrary<Long> times() {
    return Arbitraries.longs().between(FIRST, LAST);
  }

  @Provide
  Arbitrary<Integer> sizes() {
    return Arbitraries.of(
        1, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 28_800, 43_200,
        86_400, 604_800, 2_592_000);
  }
}
