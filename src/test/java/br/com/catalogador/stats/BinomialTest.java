package br.com.catalogador.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.MathContext;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BinomialTest {
  private static final Percentage RELATIVE_1E_12 = Percentage.withPercentage(1e-10);
  private static final MathContext DIGITS = new MathContext(40);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 15, 16, 17, 40, 100})
  void everyTailOfFewTrialsAgreesWithTheOracle(int trials) {
    for (int attempts = 1; attempts <= 6; attempts++) {
      for (int successes = 0; successes <= trials + 1; successes++) {
        check(successes, trials, attempts);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000, 20_000, 200_000})
  void tailsOfManyTrialsAgreeWithTheOracleNearAndFarFromTheMean(int trials) {
    for (int attempts : new int[] {1, 3, 6}) {
      double p = 1 - Math.pow(0.5, attempts);
      double deviation = Math.sqrt(trials * p * (1 - p));
      for (double z : new double[] {-5, -1, -0.01, 0, 0.5, 1.96, 4, 10, 30}) {
        int successes = (int) Math.min(trials, Math.round(trials * p + z * deviation));
        check(successes, trials, attempts);
      }
    }
  }

  @Test
  void tailBelowTheSmallestDoubleIsZero() {
    assertThat(Binomial.upperTail(200_000, 200_000, 0.5)).isZero();
  }

  @Test
  void certainAndImpossibleTailsAreExact() {
    assertThat(Binomial.upperTail(0, 10, 0.875)).isEqualTo(1);
    assertThat(Binomial.upperTail(11, 10, 0.875)).isZero();
    assertThat(Binomial.upperTail(10, 10, 0.5)).isEqualTo(1 / 1024.0);
  }

  @Test
  void refusesARateOutsideTheOpenUnitInterval() {
    assertThatIllegalArgumentException().isThrownBy(() -> Binomial.upperTail(1, 2, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> Binomial.upperTail(1, 2, Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> Binomial.upperTail(1, -1, 0.5));
  }

  private static void check(int successes, int trials, int attempts) {
    double actual = Binomial.upperTail(successes, trials, 1 - Math.pow(0.5, attempts));
    double expected = oracle(successes, trials, attempts).doubleValue();
    assertThat(actual)
        .as("P(X >= %d | %d, 1 - 0.5^%d)", successes, trials, attempts)
        .isCloseTo(expected, RELATIVE_1E_12);
  }

  /** The direct sum from the largest count down, with 40 digits at each step. */
  private static BigDecimal oracle(int successes, int trials, int attempts) {
    BigDecimal q = new BigDecimal(0.5).pow(attempts);
    BigDecimal p = BigDecimal.ONE.subtract(q);
    BigDecimal odds = q.divide(p, DIGITS);
    BigDecimal term = p.pow(trials, DIGITS);
    BigDecimal sum = BigDecimal.ZERO;
    for (int k = trials; k >= Math.max(0, successes); k--) {
      sum = sum.add(term, DIGITS);
      term =
          term.multiply(odds, DIGITS)
              .multiply(BigDecimal.valueOf(k), DIGITS)
              .divide(BigDecimal.valueOf(trials - k + 1L), DIGITS);
    }
    return sum;
  }
}
