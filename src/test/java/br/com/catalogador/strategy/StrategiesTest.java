package br.com.catalogador.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Finality;
import br.com.catalogador.candle.Timeframe;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StrategiesTest {

  @Test
  void listsTwentySevenDistinctIdsWithMinoriaFirst() {
    assertThat(Strategies.all()).extracting(Strategy::id).hasSize(27).doesNotHaveDuplicates();
    assertThat(Strategies.all().get(0)).isSameAs(Strategies.MINORIA);
    assertThat(Strategies.byId("minoria")).contains(Strategies.MINORIA);
    assertThat(Strategies.byId("MINORIA")).isEmpty();
  }

  @Test
  void undeclaredMartingalesAreConsecutiveCandles() {
    Pattern c3 = Strategies.byId("c3").orElseThrow().pattern(Timeframe.M1);
    assertThat(c3.attempts(5)).containsExactly(5, 7, 9, 10, 11, 12);
  }

  @Test
  void negativeOffsetsReachThePreviousBlock() {
    Pattern r78 = Strategies.byId("r7-8").orElseThrow().pattern(Timeframe.M1);
    assertThat(r78.analyzed()).containsExactly(-3);
    assertThat(r78.blockCandles()).isEqualTo(10);
  }

  @Test
  void rejectsATimeframeWithoutPattern() {
    Strategy c3 = Strategies.byId("c3").orElseThrow();
    assertThat(c3.supports(Timeframe.M5)).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> c3.pattern(Timeframe.M5))
        .withMessage("strategy c3 is not defined for M5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Strategy("none", Map.of()))
        .withMessage("strategy none has no pattern");
  }

  @Test
  void rejectsSettingsOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CatalogSettings(Strategies.MINORIA, Timeframe.M1, 0, 2, TieRule.LOSS))
        .withMessage("quadrants must be at least 1, not 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CatalogSettings(Strategies.MINORIA, Timeframe.M1, 1, 6, TieRule.LOSS))
        .withMessage("martingale must be 0 to 5, not 6");
  }

  @Test
  void candlesForSufficesAtAnySecond() {
    for (Strategy strategy : Strategies.all()) {
      strategy
          .patterns()
          .forEach(
              (timeframe, pattern) -> {
                int enough = pattern.candlesFor(7);
                assertThat(fewestListed(strategy, timeframe, enough)).isEqualTo(7);
              });
      int minoria = Strategies.MINORIA.pattern(Timeframe.M1).candlesFor(7);
      assertThat(minoria).isEqualTo(39);
      assertThat(fewestListed(Strategies.MINORIA, Timeframe.M1, minoria - 1)).isEqualTo(6);
    }
  }

  private static int fewestListed(Strategy strategy, Timeframe timeframe, int candles) {
    int fewest = Integer.MAX_VALUE;
    for (int shift = 0; shift < 10; shift++) {
      CandleSeries.Builder builder = new CandleSeries.Builder(timeframe, candles);
      for (int i = 0; i < candles; i++) {
        builder.add((shift + i) * (long) timeframe.seconds(), 1, 2, 1, 2);
      }
      CandleSeries series = builder.build();
      CatalogSettings settings = new CatalogSettings(strategy, timeframe, 7, 2, TieRule.LOSS);
      Finality finality = Finality.upTo(series.end());
      fewest = Math.min(fewest, Catalog.of(series, settings, finality).rows().size());
    }
    return fewest;
  }
}
