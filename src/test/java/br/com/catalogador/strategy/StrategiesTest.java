package br.com.catalogador.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Finality;
import br.com.catalogador.candle.Timeframe;
import java.util.List;
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
    assertThat(c3.attempts()).containsExactly(5, 7, 9, 10, 11, 12);
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
  void rejectsAnInvalidDeclarationWithTheReason() {
    refused(0, List.of(0), List.of(1), "a block has 1 to 64 candles");
    refused(65, List.of(0), List.of(1), "a block has 1 to 64 candles");
    refused(5, List.of(), List.of(1), "at least one candle must be analyzed");
    refused(5, List.of(0), List.of(), "the entry candle is missing");
    refused(5, List.of(0), List.of(1, 2, 3, 4, 5, 6, 7), "at most 5 martingales");
    refused(5, List.of(1, 0), List.of(2), "analyzed candles must ascend: [1, 0]");
    refused(5, List.of(0), List.of(2, 2), "attempts must ascend: [2, 2, 3, 4, 5, 6]");
    refused(
        5, List.of(0, 4), List.of(4), "the entry (4) must follow every analyzed candle: [0, 4]");
    String tooWide = "analyzed candles and attempts must fit in 64 consecutive candles";
    refused(5, List.of(0), List.of(59), tooWide);
    refused(5, List.of(Integer.MIN_VALUE), List.of(Integer.MAX_VALUE - 9), tooWide);
    assertThat(new Pattern(5, Rule.MINORITY, List.of(0), List.of(58)).attempts()).endsWith(63);
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

  private static void refused(
      int block, List<Integer> analyzed, List<Integer> attempts, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Pattern(block, Rule.MINORITY, analyzed, attempts))
        .withMessage(why);
  }
}
