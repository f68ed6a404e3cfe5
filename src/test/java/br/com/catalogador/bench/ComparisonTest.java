package br.com.catalogador.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import br.com.catalogador.bench.Comparison.Row;
import br.com.catalogador.bench.Figure.Round;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static Figure figure(String name, double ratio, double spread) {
    return new Figure(name, "limit", "ns", 4, ratio, spread);
  }

  private static Row compared(Figure baseline, Figure now) {
    return Comparison.of(List.of(baseline), List.of(now)).rows().get(0);
  }

  @Test
  void figureIsTheMedianRatioOfItsRoundsSoThatASlowMachineDoesNotShow() {
    Figure figure =
        Figure.of(
            "engine",
            "limit",
            "ns",
            List.of(new Round(8, 2), new Round(3, 1), new Round(30, 10), new Round(6.6, 2)));

    assertThat(figure.ratio()).isEqualTo(3.15);
    assertThat(figure.absolute()).isEqualTo(7.3);
    assertThat(figure.spread()).isCloseTo(0.5 / 3.15, within(1e-12));
  }

  @Test
  void figureComesBackFromJsonAsItWasWritten() {
    Figure figure = new Figure("engine", "limit", "ns per candle", 4.1234, 3.2, 0.0412);

    assertThat(Figure.of(figure.json())).isEqualTo(figure);
  }

  @Test
  void tenthIsNoMove() {
    Row row = compared(figure("engine", 1, 0), figure("engine", 1.1 - 1e-9, 0));

    assertThat(row.hasMoved()).isFalse();
    assertThat(row.change()).isCloseTo(0.1, within(1e-6));
  }

  @Test
  void moreThanATenthIsAMoveToEitherSide() {
    assertThat(compared(figure("engine", 1, 0), figure("engine", 1.11, 0)).hasMoved()).isTrue();
    assertThat(compared(figure("engine", 1, 0), figure("engine", 0.89, 0)).hasMoved()).isTrue();
  }

  @Test
  void moveIsBeyondTheNoiseWhenTheRoundsHaveNoRatioInCommon() {
    Figure baseline = figure("engine", 1, 0.05);

    assertThat(compared(baseline, figure("engine", 1.2, 0.12)).isBeyondNoise()).isTrue();
    assertThat(compared(baseline, figure("engine", 1.2, 0.13)).isBeyondNoise()).isFalse();
    assertThat(compared(baseline, figure("engine", 0.8, 0.12)).isBeyondNoise()).isTrue();
  }

  @Test
  void newAndMissingFiguresAreTold() {
    Comparison comparison =
        Comparison.of(
            List.of(figure("gone", 1, 0), figure("engine", 1, 0)),
            List.of(figure("engine", 1, 0), figure("born", 1, 0)));

    assertThat(comparison.rows())
        .containsExactly(
            new Row(figure("engine", 1, 0), figure("engine", 1, 0)),
            new Row(null, figure("born", 1, 0)),
            new Row(figure("gone", 1, 0), null));
    assertThat(comparison.isDifferent()).isTrue();
  }

  @Test
  void figureBesideAnotherReferenceIsAnotherFigure() {
    Figure elsewhere = new Figure("engine", "plaintext", "ns", 4, 1, 0);

    assertThat(Comparison.of(List.of(figure("engine", 1, 0)), List.of(elsewhere)).rows())
        .hasSize(2);
  }

  @Test
  void onlyAMoveBeyondTheNoiseMakesARunDifferent() {
    List<Figure> baseline = List.of(figure("engine", 1, 0.05));

    assertThat(Comparison.of(baseline, List.of(figure("engine", 1.2, 0.05))).isDifferent())
        .isTrue();
    assertThat(Comparison.of(baseline, List.of(figure("engine", 1.2, 0.20))).isDifferent())
        .isFalse();
    assertThat(Comparison.of(baseline, List.of(figure("engine", 1.09, 0))).isDifferent()).isFalse();
  }

  @Test
  void tableMarksWhatMoved() {
    String table =
        Comparison.of(
                List.of(
                    figure("same", 3, 0.02),
                    figure("slow", 1, 0.02),
                    figure("quick", 2, 0.3),
                    figure("gone", 1, 0)),
                List.of(
                    figure("same", 3.03, 0.02),
                    figure("slow", 1.25, 0.02),
                    figure("quick", 1.5, 0.02),
                    figure("born", 1, 0)))
            .table();

    assertThat(table.lines().map(line -> line.replaceAll(" {2,}", "  ")))
        .containsExactly(
            "times the reference  baseline  now  change  absolute",
            "same  3.000 ± 2 %  3.030 ± 2 %  +1.0 %  4.00  ns",
            "slow  1.000 ± 2 %  1.250 ± 2 %  +25.0 %  4.00  ns  SLOWER",
            "quick  2.000 ± 30 %  1.500 ± 2 %  -25.0 %  4.00  ns  FASTER, but within the noise",
            "born  -  1.000 ± 0 %  4.00  ns  NEW: not in the baseline",
            "gone  1.000 ± 0 %  -  MISSING: in the baseline only",
            "2 of 5 moved more than 10 %, 1 of them beyond the noise");
  }
}
