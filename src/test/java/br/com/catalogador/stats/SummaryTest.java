package br.com.catalogador.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import br.com.catalogador.strategy.NullReason;
import br.com.catalogador.strategy.Outcome;
import br.com.catalogador.strategy.Row;
import br.com.catalogador.strategy.Signal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SummaryTest {
  private final List<Row> rows = new ArrayList<>();

  @Test
  void withoutOperationsThereIsNoRate() {
    add(Outcome.NULL, null);
    add(Outcome.PENDING, 0);

    Summary summary = Summary.of(rows, 2, new StakePlan(0.87, 2, false));

    assertThat(summary.listed()).isEqualTo(2);
    assertThat(summary.operations()).isZero();
    assertThat(summary.winRate()).isNull();
    assertThat(summary.wilson95()).isNull();
    assertThat(summary.pValue()).isNull();
    assertThat(summary.chanceRate()).isEqualTo(0.875);
    assertThat(summary.money().profitPerCycle()).isNull();
    assertThat(summary.money().netProfit()).isZero();
  }

  @Test
  void withoutPayoutThereIsNoMoney() {
    add(Outcome.WIN, 0);
    assertThat(Summary.of(rows, 0, null).money()).isNull();
  }

  @Test
  void streaksIgnoreRowsWithoutOperation() {
    add(Outcome.LOSS, 2);
    add(Outcome.WIN, 0);
    add(Outcome.NULL, null);
    add(Outcome.WIN, 1);
    add(Outcome.TIE, 1);
    add(Outcome.WIN, 2);
    add(Outcome.LOSS, 2);
    add(Outcome.NO_DATA, 0);
    add(Outcome.LOSS, 2);

    Summary summary = Summary.of(rows, 2, null);

    assertThat(summary.winsByMartingale()).containsExactly(1, 1, 1);
    assertThat(summary.longestWinStreak()).isEqualTo(3);
    assertThat(summary.longestLossStreak()).isEqualTo(2);
    assertThat(summary.currentStreak()).isEqualTo(-2);
    assertThat(summary.operations()).isEqualTo(6);
  }

  @Test
  void moneyFollowsTheStakes() {
    add(Outcome.WIN, 0);
    add(Outcome.LOSS, 2);
    add(Outcome.TIE, 1);
    add(Outcome.WIN, 2);

    Money money = Summary.of(rows, 2, new StakePlan(0.8, 2, false)).money();

    assertThat(money.stakes()).containsExactly(1.0, 2.0, 4.0);
    // 0.8 - 7 - 1 + (4 * 0.8 - 3)
    assertThat(money.netProfit()).isCloseTo(-7.0, within(1e-12));
    assertThat(money.profitPerCycle()).isCloseTo(-1.75, within(1e-12));
    assertThat(money.maxDrawdown()).isCloseTo(8.0, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({
    "0.80,0.5556,0.8025,0.9122",
    "0.85,0.5405,0.7889,0.9030",
    "0.87,0.5348,0.7836,0.8993"
  })
  void breakEvenRatesAreThoseOfTheTable(double payout, double entry, double g1, double g2) {
    StakePlan plan = new StakePlan(payout, 2, false);
    assertThat(Summary.of(rows, 1, plan).money().breakEvenEntryRate())
        .isCloseTo(entry, within(5e-5));
    assertThat(Summary.of(rows, 1, plan).money().breakEvenRate()).isCloseTo(g1, within(5e-5));
    assertThat(Summary.of(rows, 2, plan).money().breakEvenRate()).isCloseTo(g2, within(5e-5));
  }

  @Test
  void recoveryEarnsTheSameAtEveryAttempt() {
    for (int k = 0; k <= 5; k++) {
      rows.clear();
      add(Outcome.WIN, k);
      Money money = Summary.of(rows, 5, new StakePlan(0.85, 2, true)).money();
      assertThat(money.netProfit()).as("win at %d", k).isCloseTo(0.85, within(1e-9));
    }
  }

  @Test
  void profitDoesNotDependOnTheOrderOfCycles() {
    List<Integer> attempts = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      attempts.add(i % 4);
    }
    Set<Double> profits = new HashSet<>();
    for (int seed = 0; seed < 20; seed++) {
      Collections.shuffle(attempts, new Random(seed));
      rows.clear();
      attempts.forEach(k -> add(k < 3 ? Outcome.WIN : Outcome.LOSS, Math.min(k, 2)));
      profits.add(Summary.of(rows, 2, new StakePlan(0.87, 2, false)).money().netProfit());
    }

    // 15 wins at each attempt: 15 * (0.87 + 0.74 + 0.48) - 15 * 7
    assertThat(profits).containsExactly(-73.65);
  }

  @Test
  void breakEvenIsExactlyZero() {
    for (int i = 0; i < 90; i++) {
      add(i % 9 < 5 ? Outcome.WIN : Outcome.LOSS, 0);
    }

    Money money = Summary.of(rows, 0, new StakePlan(0.8, 2, false)).money();

    assertThat(money.netProfit()).isEqualTo(0.0);
    assertThat(money.profitPerCycle()).isEqualTo(0.0);
  }

  @Test
  void stakePlanRejectsInvalidValues() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StakePlan(0, 2, true))
        .withMessage("payout must be above 0 and at most 10, not 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StakePlan(0.8, Double.NaN, false))
        .withMessage("multiplier must be above 0 and at most 100, not NaN");
  }

  private void add(Outcome outcome, Integer martingale) {
    boolean signal = outcome != Outcome.NULL;
    rows.add(
        new Row(
            rows.size() * 300L,
            2,
            3,
            0,
            signal ? Signal.CALL : null,
            signal ? null : NullReason.DOJI,
            signal ? rows.size() * 300L + 300 : null,
            outcome,
            martingale));
  }
}
