package br.com.catalogador.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Finality;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.strategy.Forming.Reason;
import br.com.catalogador.strategy.Forming.Waiting;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormingTest {
  private static final long START = 1_790_640_000L;

  @Test
  void previewsTheSignalOfTheClosedCandles() {
    assertThat(forming(m1("RRGR"), "minoria", START + 245))
        .contains(
            new Forming(
                START,
                4,
                1,
                3,
                0,
                Signal.CALL,
                null,
                Signal.CALL,
                Signal.CALL,
                START + 300,
                55,
                Outlook.CLEAR,
                List.of()));
    assertThat(forming(m1("RRGR"), "maioria", START + 245))
        .map(Forming::preview)
        .contains(Signal.PUT);
  }

  @Test
  void ignoresTheRunningCandleInThePreview() {
    assertThat(forming(m1("RRGR"), "minoria", START + 239))
        .contains(
            new Forming(
                START,
                3,
                1,
                2,
                0,
                Signal.CALL,
                null,
                null,
                Signal.CALL,
                START + 300,
                61,
                Outlook.CLEAR,
                List.of()));
  }

  @Test
  void hasNoPreviewWithoutCandlesWithADojiOrInADraw() {
    assertThat(forming(m1("G"), "minoria", START + 59))
        .contains(
            new Forming(
                START,
                0,
                0,
                0,
                0,
                null,
                null,
                Signal.PUT,
                Signal.CALL,
                START + 300,
                241,
                Outlook.CLEAR,
                List.of()));
    assertThat(forming(m1("GGD"), "minoria", START + 180))
        .contains(
            new Forming(
                START,
                3,
                2,
                0,
                1,
                null,
                Reason.DOJI,
                null,
                null,
                START + 300,
                120,
                Outlook.CLEAR,
                List.of()));
    assertThat(forming(m1("GR"), "minoria", START + 120))
        .contains(
            new Forming(
                START,
                2,
                1,
                1,
                0,
                null,
                Reason.DRAW,
                Signal.PUT,
                Signal.CALL,
                START + 300,
                180,
                Outlook.CLEAR,
                List.of()));
  }

  @Test
  void previewsBothColorsOfTheRunningCandleInADraw() {
    assertThat(forming(m1("GGRR"), "minoria", START + 245))
        .contains(
            new Forming(
                START,
                4,
                2,
                2,
                0,
                null,
                Reason.DRAW,
                Signal.PUT,
                Signal.CALL,
                START + 300,
                55,
                Outlook.CLEAR,
                List.of()));
    assertThat(forming(m1("GGRR"), "maioria", START + 245))
        .map(Forming::ifGreen)
        .contains(Signal.CALL);
  }

  @Test
  void runningCandleThatIsNotAnalyzedDoesNotMatter() {
    assertThat(forming(m1("GRR"), "c3", START + 185)).map(Forming::ifRed).contains(Signal.CALL);
  }

  @Test
  void quadrantWithoutAnAnalyzedCandleHasNoPreviewButAReason() {
    assertThat(forming(m1("RR?R"), "minoria", START + 245))
        .contains(
            new Forming(
                START,
                3,
                0,
                3,
                0,
                null,
                Reason.NO_DATA,
                null,
                null,
                START + 300,
                55,
                Outlook.CLEAR,
                List.of()));
  }

  @Test
  void lateCandleIsNotMissing() {
    Finality finalUntilBefore = Finality.upTo(START + 180);
    assertThat(Forming.of(m1("RRG"), settings("minoria"), START + 269, finalUntilBefore))
        .contains(
            new Forming(
                START,
                3,
                1,
                2,
                0,
                Signal.CALL,
                null,
                null,
                null,
                START + 300,
                31,
                Outlook.CLEAR,
                List.of()));
    assertThat(forming(m1("RRG"), "minoria", START + 270))
        .contains(
            new Forming(
                START,
                3,
                1,
                2,
                0,
                null,
                Reason.NO_DATA,
                null,
                null,
                START + 300,
                30,
                Outlook.CLEAR,
                List.of()));
  }

  @Test
  void isEmptyOnceTheEntryHasBegun() {
    assertThat(forming(m1("G"), "padrao-23", START + 59)).isPresent();
    assertThat(forming(m1("G"), "padrao-23", START + 60)).isEmpty();
  }

  @Test
  void followEachPreviewsOnlyItsEntry() {
    assertThat(forming(m1("GRR"), "c3", START + 180)).map(Forming::preview).contains(Signal.CALL);
    assertThat(forming(m1("?RR"), "c3", START + 180))
        .map(Forming::nullReason)
        .contains(Reason.NO_DATA);
  }

  @Test
  void previewsASignalOfThePreviousBlock() {
    CandleSeries series = m1("RRRRRRRGRR");
    assertThat(forming(series, "r7-8", START + 600))
        .contains(
            new Forming(
                START + 600,
                1,
                1,
                0,
                0,
                Signal.CALL,
                null,
                Signal.CALL,
                Signal.CALL,
                START + 960,
                360,
                Outlook.CLEAR,
                List.of()));
  }

  @Test
  void paintedPreviewsTheSequenceThatFitsWhateverIsToCome() {
    String painted = "5:1,2,3:GG*=C,GRR=P:6";
    assertThat(forming(m1("GG"), painted, START + 120)).map(Forming::preview).contains(Signal.CALL);
    assertThat(forming(m1("GR"), painted, START + 120))
        .contains(
            new Forming(
                START,
                2,
                1,
                1,
                0,
                null,
                null,
                null,
                Signal.PUT,
                START + 300,
                180,
                Outlook.CLEAR,
                List.of()));
    assertThat(forming(m1("R"), painted, START + 60))
        .map(Forming::nullReason)
        .contains(Reason.NO_MATCH);
  }

  @Test
  void followEachInAnotherOrderWaitsForTheCandleThatTheEntryFollows() {
    assertThat(forming(m1("GRR"), "5:5,1,3:each:6", START + 180)).map(Forming::preview).isEmpty();
  }

  @Test
  void entryBeforeTheBlockIsThatOfTheNextBlockWithAnEntry() {
    assertThat(forming(m1("GRRGG"), "3:-7:R=C:-4", START + 299))
        .map(Forming::entryAt)
        .contains(START + 420);
    assertThat(forming(m1("GRRGG"), "3:-7:R=C:-4", START + 300 - 60))
        .map(Forming::entryAt)
        .contains(START + 420);
  }

  /** Attempts at slots 6, 8 and 10: the row before is decided while the next entry, 11, is due. */
  @ParameterizedTest
  @CsvSource({"GGGGGGRGRG, true", "GGGGGGRGGG, false", "GGGGGGGGGG, false"})
  void closedQuadrantThatDependsOnTheRowBeforeItWaits(String colors, boolean waits) {
    Map<String, String> afterLoss = Map.of("after", "hit:1");

    assertThat(waiting(colors, Map.of())).isEmpty();
    assertThat(waiting(colors, afterLoss))
        .isEqualTo(waits ? List.of(new Waiting(START + 300, Condition.AFTER)) : List.of());
  }

  private static List<Waiting> waiting(String colors, Map<String, String> conditions) {
    CatalogSettings settings =
        new CatalogSettings(
            Strategies.byIdOrPattern("5:1:same:7,9,11").orElseThrow(),
            Timeframe.M1,
            1,
            2,
            TieRule.LOSS,
            ConditionTexts.read(name -> Optional.ofNullable(conditions.get(name)), Timeframe.M1));
    long now = START + 605;
    return Forming.of(m1(colors), settings, now, Finality.upTo(now)).orElseThrow().waiting();
  }

  private static Optional<Forming> forming(CandleSeries series, String strategy, long now) {
    return Forming.of(series, settings(strategy), now, Finality.upTo(now));
  }

  private static CatalogSettings settings(String strategy) {
    return new CatalogSettings(
        Strategies.byIdOrPattern(strategy).orElseThrow(), Timeframe.M1, 1, 2, TieRule.LOSS);
  }

  /** Candles from START on: G green, R red, D doji, ? missing. */
  private static CandleSeries m1(String colors) {
    CandleSeries.Builder builder = new CandleSeries.Builder(Timeframe.M1, colors.length());
    for (int i = 0; i < colors.length(); i++) {
      double close = 5 + "R?G".indexOf(colors.charAt(i) == 'D' ? '?' : colors.charAt(i));
      if (colors.charAt(i) != '?') {
        builder.add(START + i * 60L, 6, 9, 1, close);
      }
    }
    return builder.build();
  }
}
