package br.com.catalogador.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import br.com.catalogador.support.JavaScript;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the tiles tell of money and certainty. */
class MoneyTest {
  private static final String PORTUGUESE =
      "globalThis.document = { documentElement: { lang: 'pt-BR' } };";

  @Test
  void aLossCostsAllStakesOfItsCycle() {
    try (JavaScript money = new JavaScript("model/money.js")) {
      assertThat(money.run("return it.lossOfCycle([1, 2, 4])")).isEqualTo(7);
      assertThat(money.run("return it.lossOfCycle([1])")).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // 7 lost; won 1 × payout three times and 2 × payout once, which cost 1 before
        "[[WIN, 0], [WIN, 0], [WIN, 0], [WIN, 1], [LOSS, 2]] | 1.6",
        // half of the entries without gales: a payout of 100%
        "[[WIN, 0], [LOSS, 2], [NULL, 0], [PENDING, 1], [NO_DATA, 0]] | 7",
        // the stake of a tie comes back, what was lost before it does not
        "[[WIN, 0], [TIE, 1]] | 1",
        "[[WIN, 0]] | 0",
      })
  void thePayoutThatWouldBreakEvenPaysTheLosses(String rows, double payout) {
    try (JavaScript money = new JavaScript("model/money.js")) {
      Number found =
          (Number)
              money.run(
                  "const rows = "
                      + rows.replaceAll("([A-Z_]+)", "'$1'")
                      + ".map(([result, martingale]) => ({ result, martingale }));"
                      + "return it.payoutNeeded(rows, [1, 2, 4])");

      assertThat(found.doubleValue()).isCloseTo(payout, within(1e-12));
    }
  }

  /** "Nothing to compare" stood beside 59 operations of a file, which has no payout. */
  @ParameterizedTest
  @CsvSource({
    "0, '[1, 2]', false, WIN, none",
    "1, null, false, WIN, missing",
    "1, '[1, 2]', true, WIN, follows",
    "1, '[1, 2]', false, LOSS, lost",
    "1, '[1, 2]', false, WIN, needed",
  })
  void saysWhyNoPayoutIsNamed(
      int operations, String stakes, boolean recover, String result, String finding) {
    try (JavaScript money = new JavaScript("model/money.js")) {
      assertThat(
              money.run(
                  "return it.payoutFinding({ operations: %d, stakes: %s }, [{ result: '%s', martingale: 1 }], %s).finding"
                      .formatted(operations, stakes, result, recover)))
          .isEqualTo(finding);
    }
  }

  @Test
  void withoutAWinNoPayoutBreaksEven() {
    try (JavaScript money = new JavaScript("model/money.js")) {
      assertThat(
              money.run("return it.payoutNeeded([{ result: 'LOSS', martingale: 2 }], [1, 2, 4])"))
          .isNull();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "29, 0.95, 0.99, 0.9, small",
    "30, 0.95, 0.99, 0.9, wins",
    "30, 0.80, 0.89, 0.9, loses",
    "30, 0.85, 0.95, 0.9, open",
    "30, 0.90, 0.95, 0.9, open",
    "30, 0.85, 0.95, null, unknown",
  })
  void theVerdictIsByTheProbableRange(
      int operations, double low, double high, String breakEven, String verdict) {
    try (JavaScript tiles = new JavaScript("model/verdict.js")) {
      assertThat(
              tiles.run(
                  "return it.verdictOf({ operations: %d, wilson95: [%s, %s], breakEvenRate: %s })"
                      .formatted(operations, low, high, breakEven)))
          .isEqualTo(verdict);
    }
  }
}
