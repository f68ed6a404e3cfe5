package br.com.catalogador.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.candle.Candle;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Finality;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.strategy.Conditions.After;
import br.com.catalogador.strategy.Conditions.HourRange;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ConditionsProperties {
  private static final String ZONE = "America/Sao_Paulo";

  @Property(tries = 300)
  void candlesAfterTheEntryNeverChangeWhetherARowIsFiltered(@ForAll long seed) {
    Random random = new Random(seed);
    CandleSeries series = CandleSeries.of(Timeframe.M1, Markets.random(random, Timeframe.M1, 400));
    CatalogSettings settings = settings(random, conditions(random));
    List<Row> rows = Catalog.of(series, settings, Finality.upTo(series.end())).rows();
    for (int i = 0; i < 20 && !rows.isEmpty(); i++) {
      Row row = rows.get(random.nextInt(rows.size()));
      if (row.entryAt() != null && row.entryAt() <= series.end()) {
        List<Row> then = Catalog.of(series, settings, Finality.upTo(row.entryAt())).rows();
        Row before =
            then.stream().filter(it -> it.start() == row.start()).findFirst().orElseThrow();
        assertThat(before.filter()).as("%s then %s", before, row).isEqualTo(row.filter());
      }
    }
  }

  /** Filtered before its entry means filtered for good: no alert would be missing. */
  @Property(tries = 300)
  void rowThatIsFilteredBeforeItsEntryStaysFiltered(@ForAll long seed) {
    Random random = new Random(seed);
    CandleSeries series = CandleSeries.of(Timeframe.M1, Markets.random(random, Timeframe.M1, 300));
    CatalogSettings settings = settings(random, conditions(random));
    List<Row> rows = Catalog.of(series, settings, Finality.upTo(series.end())).rows();
    for (int i = 0; i < 20; i++) {
      long now = series.from(random.nextInt(series.size())) + 60;
      for (Row early : Catalog.of(series, settings, Finality.upTo(now)).rows()) {
        if (early.result() == Outcome.FILTERED) {
          assertThat(rows)
              .filteredOn(row -> row.start() == early.start())
              .extracting(Row::result)
              .containsOnly(Outcome.FILTERED);
        }
      }
    }
  }

  @Property(tries = 200)
  void hoursWeekdaysSideAndTrendAreThoseOfAPlainLoop(@ForAll long seed) {
    Random random = new Random(seed);
    List<Candle> candles = Markets.random(random, Timeframe.M1, 500);
    CandleSeries series = CandleSeries.of(Timeframe.M1, candles);
    Conditions conditions =
        new Conditions(
            random.nextInt(4) == 0 ? Signal.PUT : null,
            random.nextBoolean() ? List.of(new HourRange(22, 3), new HourRange(20, 21)) : List.of(),
            random.nextBoolean() ? Set.of(1, 2, 6) : Set.of(),
            ZONE,
            random.nextBoolean() ? random.nextInt(2, 30) * (random.nextBoolean() ? 1 : -1) : 0,
            null,
            null);
    CatalogSettings settings = settings(random, conditions);
    for (Row row : Catalog.of(series, settings, Finality.upTo(series.end())).rows()) {
      if (row.signal() != null) {
        assertThat(row.filter())
            .as(row + " " + conditions)
            .isEqualTo(expected(row, candles, settings));
      }
    }
  }

  private static Condition expected(Row row, List<Candle> candles, CatalogSettings settings) {
    Conditions conditions = settings.conditions();
    ZonedDateTime entry = Instant.ofEpochSecond(row.entryAt()).atZone(ZoneId.of(ZONE));
    int hour = entry.getHour();
    if (conditions.side() != null && row.signal() != conditions.side()) {
      return Condition.SIDE;
    }
    if (!conditions.hours().isEmpty() && hour != 20 && hour >= 3 && hour < 22) {
      return Condition.HOURS;
    }
    if (!conditions.weekdays().isEmpty()
        && !conditions.weekdays().contains(entry.getDayOfWeek().getValue())) {
      return Condition.WEEKDAYS;
    }
    return conditions.trend() != 0 && !isInTrend(row, candles, settings) ? Condition.TREND : null;
  }

  private static boolean isInTrend(Row row, List<Candle> candles, CatalogSettings settings) {
    long last = row.start() + settings.pattern().lastAnalyzed() * 60L;
    int count = Math.abs(settings.conditions().trend());
    List<BigDecimal> closes =
        candles.stream()
            .filter(candle -> candle.from() <= last)
            .map(candle -> BigDecimal.valueOf(candle.close()))
            .toList();
    if (closes.size() < count) {
      return false;
    }
    BigDecimal sum =
        closes.subList(closes.size() - count, closes.size()).stream()
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    int above = closes.get(closes.size() - 1).multiply(BigDecimal.valueOf(count)).compareTo(sum);
    int wanted =
        (row.signal() == Signal.CALL ? 1 : -1) * Integer.signum(settings.conditions().trend());
    return above == wanted;
  }

  @Test
  void trendComparesQuotedDecimalsExactly() {
    // As doubles 3 × 0.2 is not 0.1 + 0.2 + 0.3.
    CandleSeries.Builder builder = new CandleSeries.Builder(Timeframe.M1, 5);
    double[] closes = {0.1, 0.3, 0.2, 0.2, 0.2};
    for (int i = 0; i < closes.length; i++) {
      builder.add(i * 60L, 0.25, 1, 0, closes[i]);
    }
    Market market = Market.of(builder.build());
    Trend trend = Trend.of(market, 3);
    assertThat(trend.above()[1] & 0b100).isZero();
    assertThat(trend.below()[1] & 0b100).isZero();
    assertThat(market.closes()).containsExactly(1, 3, 2, 2, 2);
  }

  @Property(tries = 200)
  void mirroredMarketMirrorsTheStepsOfTheCloses(@ForAll long seed) {
    Random random = new Random(seed);
    CandleSeries series = CandleSeries.of(Timeframe.M1, Markets.random(random, Timeframe.M1, 300));
    long swaps = random.nextLong();
    Market market = Market.of(series);
    Market mirrored = market.mirrored(number -> swaps, true);
    for (int i = 1; i < series.size(); i++) {
      boolean swapped = (swaps >>> series.from(i) / 60 & 1) != 0;
      long step = market.closes()[i] - market.closes()[i - 1];
      assertThat(mirrored.closes()[i] - mirrored.closes()[i - 1]).isEqualTo(swapped ? -step : step);
    }
    assertThat(mirrored.mirrored(number -> swaps, true).closes()).isEqualTo(market.closes());
  }

  static Conditions conditions(Random random) {
    return new Conditions(
        random.nextInt(4) == 0 ? Signal.values()[random.nextInt(2)] : null,
        random.nextInt(4) == 0 ? List.of(new HourRange(random.nextInt(12), 20)) : List.of(),
        Set.of(),
        ZONE,
        random.nextInt(3) == 0 ? random.nextInt(2, 30) : 0,
        random.nextBoolean() ? after(random) : null,
        random.nextInt(3) == 0 ? Strategies.own(Markets.pattern(random)) : null);
  }

  private static After after(Random random) {
    After.Kind kind = After.Kind.values()[random.nextInt(3)];
    return new After(kind, kind == After.Kind.CLEAN ? 0 : 1 + random.nextInt(2));
  }

  private static CatalogSettings settings(Random random, Conditions conditions) {
    return new CatalogSettings(
        Strategies.own(Markets.pattern(random)),
        Timeframe.M1,
        1000,
        random.nextInt(6),
        TieRule.values()[random.nextInt(2)],
        conditions);
  }
}
