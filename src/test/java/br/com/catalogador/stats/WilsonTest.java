package br.com.catalogador.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.MathContext;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class WilsonTest {
  private static final Percentage RELATIVE_1E_12 = Percentage.withPercentage(1e-10);
  private static final MathContext DIGITS = new MathContext(40);

  @Test
  void boundsAgreeWithTheFormulaInFortyDigits() {
    for (int operations : new int[] {1, 2, 10, 57, 1_000, 200_000}) {
      for (int wins : new int[] {0, 1, operations / 2, operations - 1, operations}) {
        Wilson wilson = Wilson.of(wins, operations);
        assertThat(wilson.lower()).isCloseTo(bound(wins, operations, -1), RELATIVE_1E_12);
        assertThat(wilson.upper()).isCloseTo(bound(wins, operations, 1), RELATIVE_1E_12);
      }
    }
  }

  @Test
  void boundsReachZeroAndOneExactly() {
    assertThat(Wilson.of(0, 12).lower()).isZero();
    assertThat(Wilson.of(12, 12).upper()).isEqualTo(1);
  }

  @Test
  void rejectsInvalidCounts() {
    assertThatIllegalArgumentException().isThrownBy(() -> Wilson.of(0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> Wilson.of(3, 2));
    assertThatIllegalArgumentException().isThrownBy(() -> Wilson.of(-1, 2));
  }

  private static double bound(int wins, int operations, int sign) {
    if (sign < 0 && wins == 0) {
      return 0;
    }
    BigDecimal w = BigDecimal.valueOf(wins);
    BigDecimal n = BigDecimal.valueOf(operations);
    BigDecimal z = new BigDecimal("1.959963984540054");
    BigDecimal z2 = z.multiply(z);
    BigDecimal spread =
        w.multiply(n.subtract(w))
            .divide(n, DIGITS)
            .add(z2.divide(BigDecimal.valueOf(4)))
            .sqrt(DIGITS)
            .multiply(z)
            .multiply(BigDecimal.valueOf(sign));
    return w.add(z2.divide(BigDecimal.valueOf(2)))
        .add(spread)
        .divide(n.add(z2), DIGITS)
        .doubleValue();
  }
}
