package br.com.catalogador.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.candle.Candle;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Finality;
import br.com.catalogador.candle.Timeframe;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class OutlookTest {
  private static final long START = 1_790_640_000L;

  @Test
  void nothingIsSaidWithoutConditions() {
    assertThat(outlook("RRGRR", 310, Map.of())).isEqualTo(Outlook.CLEAR);
  }

  @Test
  void sideAndHoursAreSureBeforeAnyCandle() {
    assertThat(outlook("RRGRR", 310, Map.of("side", "put")))
        .isEqualTo(new Outlook(Condition.SIDE, null, null));
    // The entry opens at 00:10 UTC.
    assertThat(outlook("RRGRR", 310, Map.of("hours", "1-5", "zone", "UTC")))
        .isEqualTo(new Outlook(Condition.HOURS, Condition.HOURS, null));
    assertThat(outlook("RRGRR", 310, Map.of("hours", "1-5", "zone", "+03:00")))
        .isEqualTo(Outlook.CLEAR);
  }

  @Test
  void rowBeforeThatIsPendingIsAwaited() {
    Map<String, String> afterLoss = Map.of("after", "hit:1");
    assertThat(outlook("RRGRR", 310, afterLoss))
        .isEqualTo(new Outlook(null, null, Condition.AFTER));
    assertThat(outlook("RRGRRR", 365, afterLoss)).isEqualTo(Outlook.CLEAR);
    assertThat(outlook("RRGRRG", 365, afterLoss))
        .isEqualTo(new Outlook(Condition.AFTER, Condition.AFTER, null));
  }

  @Test
  void trendIsAwaitedUntilTheLastAnalyzedCandleCloses() {
    Map<String, String> parameters = Map.of("trend", "2");
    assertThat(outlook("RRGRR", 310, parameters))
        .isEqualTo(new Outlook(null, null, Condition.TREND));
    // padrao-3x1 analyses c1 to c3 and enters at c5.
    assertThat(outlook("padrao-3x1", "RRG", 185, parameters))
        .isEqualTo(new Outlook(null, Condition.TREND, null));
  }

  @Test
  void otherStrategyIsAwaitedUntilItIsListed() {
    // padrao-23 enters at c2 with the color of c1; 5:1:opp:2 always says the other side.
    Map<String, String> parameters = Map.of("agree", "5:1,2,3:maj:5");
    assertThat(outlook("padrao-3x1", "RR", 130, parameters))
        .isEqualTo(new Outlook(null, null, Condition.AGREE));
    assertThat(outlook("padrao-3x1", "RRG", 185, parameters))
        .isEqualTo(new Outlook(Condition.AGREE, null, null));
  }

  /** What an alert relies on: without an open condition the row is what the outlook has said. */
  @Property(tries = 300)
  void outlookWithoutOpenConditionsComesTrue(@ForAll long seed) {
    Random random = new Random(seed);
    List<Candle> candles = new ArrayList<>(Markets.random(random, Timeframe.M1, 200));
    CandleSeries series = CandleSeries.of(Timeframe.M1, candles);
    CatalogSettings settings =
        new CatalogSettings(
            Strategies.own(Markets.pattern(random)),
            Timeframe.M1,
            1000,
            random.nextInt(3),
            TieRule.LOSS,
            ConditionsProperties.conditions(random));
    Map<Long, Row> rows = new HashMap<>();
    Catalog.of(series, settings, Finality.upTo(series.end() + 9000))
        .rows()
        .forEach(row -> rows.put(row.start(), row));
    for (int i = 0; i < 50; i++) {
      long now = series.from(random.nextInt(series.size())) + 60;
      Optional<Forming> forming = Forming.of(series, settings, now, Finality.upTo(now));
      Row row = forming.map(it -> rows.get(it.start())).orElse(null);
      if (row != null && row.signal() != null && forming.get().outlook().awaits() == null) {
        Outlook outlook = forming.get().outlook();
        assertThat(row.signal() == Signal.CALL ? outlook.call() : outlook.put())
            .as("%s at %d: %s, %s", settings, now, forming, row)
            .isEqualTo(row.filter());
      }
    }
  }

  private static Outlook outlook(String colors, long now, Map<String, String> conditions) {
    return outlook("minoria", colors, now, conditions);
  }

  /** Candles from START on: G green, R red. */
  private static Outlook outlook(
      String strategy, String colors, long now, Map<String, String> conditions) {
    CandleSeries.Builder builder = new CandleSeries.Builder(Timeframe.M1, colors.length());
    double price = 5;
    for (int i = 0; i < colors.length(); i++) {
      double close = price + (colors.charAt(i) == 'G' ? 1 : -1);
      builder.add(START + i * 60L, price, 9, 0, close);
      price = close;
    }
    CatalogSettings settings =
        new CatalogSettings(
            Strategies.byIdOrPattern(strategy).orElseThrow(),
            Timeframe.M1,
            10,
            0,
            TieRule.LOSS,
            ConditionTexts.read(name -> Optional.ofNullable(conditions.get(name)), Timeframe.M1));
    long clock = START + now;
    return Forming.of(builder.build(), settings, clock, Finality.upTo(clock))
        .orElseThrow()
        .outlook();
  }
}
