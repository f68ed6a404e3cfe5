package br.com.catalogador.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.candle.Candle;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Finality;
import br.com.catalogador.candle.Timeframe;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class CatalogProperties {

  @Property(tries = 40)
  void everyStrategyMatchesItsDefinition(@ForAll long seed) {
    Random random = new Random(seed);
    for (Timeframe timeframe : Timeframe.values()) {
      List<Candle> candles = Markets.random(random, timeframe, random.nextInt(200));
      CandleSeries series = CandleSeries.of(timeframe, candles);
      for (Strategy strategy : Strategies.all()) {
        if (strategy.supports(timeframe)) {
          for (int martingale = 0; martingale <= Pattern.MAX_MARTINGALE; martingale++) {
            for (TieRule tie : TieRule.values()) {
              int quadrants = random.nextBoolean() ? 1000 : 1 + random.nextInt(20);
              long now = someTime(random, series);
              CatalogSettings settings =
                  new CatalogSettings(strategy, timeframe, quadrants, martingale, tie);
              assertSame(series, settings, now, Oracle.catalog(candles, settings, now));
            }
          }
        }
      }
    }
  }

  @Property(tries = 2000)
  void anyOtherPatternMatchesItsDefinition(@ForAll long seed) {
    Random random = new Random(seed);
    Timeframe timeframe = Timeframe.values()[random.nextInt(3)];
    List<Candle> candles = Markets.random(random, timeframe, random.nextInt(300));
    CandleSeries series = CandleSeries.of(timeframe, candles);
    CatalogSettings settings = settings(random, timeframe, Strategies.own(Markets.pattern(random)));
    long now = someTime(random, series);
    assertSame(series, settings, now, Oracle.catalog(candles, settings, now));
  }

  /** The rows and the counts are those that a plain loop finds. */
  private static void assertSame(
      CandleSeries series, CatalogSettings settings, long now, Catalog expected) {
    Finality finality = Finality.upTo(now);
    Catalog catalog = Catalog.of(series, settings, finality);
    assertThat(catalog.rows()).as("%s at %d", settings, now).isEqualTo(expected.rows());
    assertThat(catalog.skipped()).as("%s at %d", settings, now).isEqualTo(expected.skipped());
    Counts counts =
        Counts.of(
            Market.of(series),
            settings,
            Screen.of(Market.of(series), settings.conditions(), finality),
            finality);
    assertSame(counts, expected.rows(), settings);
  }

  static void assertSame(Counts counts, List<Row> rows, CatalogSettings settings) {
    String as = settings.toString();
    assertThat(counts.listed()).as(as).isEqualTo(rows.size());
    assertThat(counts.losses()).as(as).isEqualTo(count(rows, Outcome.LOSS));
    assertThat(counts.nulls()).as(as).isEqualTo(count(rows, Outcome.NULL));
    assertThat(counts.pending()).as(as).isEqualTo(count(rows, Outcome.PENDING));
    assertThat(counts.noData()).as(as).isEqualTo(count(rows, Outcome.NO_DATA));
    assertThat(counts.filtered()).as(as).isEqualTo(count(rows, Outcome.FILTERED));
    for (int k = 0; k <= settings.martingale(); k++) {
      assertThat(counts.wins(k)).as(as).isEqualTo(count(rows, Outcome.WIN, k));
      assertThat(counts.ties(k)).as(as).isEqualTo(count(rows, Outcome.TIE, k));
    }
    long first =
        rows.stream()
            .filter(row -> row.result() != Outcome.NULL && row.result() != Outcome.FILTERED)
            .filter(
                row ->
                    row.result() == Outcome.WIN
                        || row.result() == Outcome.LOSS
                        || row.martingale() > 0)
            .count();
    assertThat(counts.firstOperations()).as(as).isEqualTo((int) first);
  }

  private static int count(List<Row> rows, Outcome outcome) {
    return (int) rows.stream().filter(row -> row.result() == outcome).count();
  }

  private static int count(List<Row> rows, Outcome outcome, int martingale) {
    return (int)
        rows.stream()
            .filter(row -> row.result() == outcome && row.martingale() == martingale)
            .count();
  }

  @Property(tries = 200)
  void orderAndDuplicatesOfTheInputDoNotMatter(@ForAll long seed) {
    Random random = new Random(seed);
    List<Candle> candles = Markets.random(random, Timeframe.M1, 1 + random.nextInt(200));
    CandleSeries series = CandleSeries.of(Timeframe.M1, candles);
    List<Candle> mixed = new ArrayList<>(candles);
    mixed.addAll(candles.subList(0, random.nextInt(candles.size())));
    Collections.shuffle(mixed, random);
    CatalogSettings settings = settings(random, Timeframe.M1, anyStrategy(random));
    Finality finality = Finality.upTo(someTime(random, series));
    assertThat(Catalog.of(CandleSeries.of(Timeframe.M1, mixed), settings, finality))
        .isEqualTo(Catalog.of(series, settings, finality));
  }

  @Property(tries = 200)
  void candlesThatCloseLaterDoNotMatter(@ForAll long seed) {
    Random random = new Random(seed);
    CandleSeries series = CandleSeries.of(Timeframe.M1, Markets.random(random, Timeframe.M1, 200));
    CatalogSettings settings = settings(random, Timeframe.M1, anyStrategy(random));
    long now = someTime(random, series);
    Finality finality = Finality.upTo(now);
    CandleSeries closed = series.between(0, Timeframe.M1.floor(now));
    assertThat(Catalog.of(series, settings, finality))
        .isEqualTo(Catalog.of(closed, settings, finality));
  }

  @Property(tries = 30)
  void replayNeverChangesASettledRow_lesson11(@ForAll long seed) {
    Random random = new Random(seed);
    List<Candle> market = Markets.random(random, Timeframe.M1, 40);
    Strategy strategy = anyStrategy(random);
    TieRule tie = TieRule.values()[random.nextInt(2)];
    CatalogSettings settings = new CatalogSettings(strategy, Timeframe.M1, 99, 2, tie);
    Map<Long, Row> settled = new HashMap<>();
    int next = 0;
    for (long now = market.get(0).from(); next < market.size(); now++) {
      while (next < market.size() && market.get(next).from() + 60 <= now) {
        next++;
      }
      // the running candle exists already, with a changing close
      Candle running = Markets.candle(random, Timeframe.M1.floor(now), 0.1);
      List<Candle> visible = new ArrayList<>(market.subList(0, next));
      visible.add(running);
      CandleSeries series = CandleSeries.of(Timeframe.M1, visible);
      for (Row row : Catalog.of(series, settings, Finality.upTo(now)).rows()) {
        Row before = settled.get(row.start());
        assertThat(before == null || before.equals(row)).as("%s then %s", before, row).isTrue();
        if (row.result() != Outcome.PENDING) {
          settled.put(row.start(), row);
        }
      }
      if (next < market.size() && market.get(next).from() - now > 600) {
        now = market.get(next).from() - 600;
      }
    }
    assertThat(settled).isNotEmpty();
  }

  private static CatalogSettings settings(Random random, Timeframe timeframe, Strategy strategy) {
    return new CatalogSettings(
        strategy,
        timeframe,
        random.nextBoolean() ? 1000 : 1 + random.nextInt(20),
        random.nextInt(6),
        TieRule.values()[random.nextInt(2)]);
  }

  private static Strategy anyStrategy(Random random) {
    List<Strategy> onM1 = Strategies.all().stream().filter(s -> s.supports(Timeframe.M1)).toList();
    return onM1.get(random.nextInt(onM1.size()));
  }

  /** A time mostly near the end of the series, sometimes well inside it. */
  private static long someTime(Random random, CandleSeries series) {
    int seconds = series.timeframe().seconds();
    return series.end()
        + random.nextInt(-20 * seconds, 20 * seconds)
        - (random.nextInt(4) == 0 ? 100L * seconds : 0);
  }
}
