package br.com.catalogador.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LuckTest {
  private static final Percentage RELATIVE_1E_12 = Percentage.withPercentage(1e-10);
  private static final MathContext DIGITS = new MathContext(40);

  @Test
  void oneOfFiftyAssetsShowsAHundredPerCentOver24CyclesIn87PerCentOfCases() {
    Luck luck = Luck.of(24, 24, Collections.nCopies(50, 24), 0.875);

    assertThat(luck.assets()).isEqualTo(50);
    assertThat(luck.expected()).isCloseTo(50 * Math.pow(0.875, 24), within(1e-12));
    assertThat(luck.probability())
        .isCloseTo(1 - Math.pow(1 - Math.pow(0.875, 24), 50), within(1e-12))
        .isCloseTo(0.87, within(0.005));
  }

  @ParameterizedTest
  @CsvSource({"9,10,3", "10,10,3", "1,7,1", "0,5,2", "17,24,3", "60,61,6", "100,100,1"})
  void agreesWithTheSumOverAllCountsInFortyDigits(int wins, int operations, int attempts) {
    List<Integer> all =
        Stream.concat(
                Stream.of(operations), IntStream.of(0, 1, 2, 3, 5, 8, 13, 24, 61, 100).boxed())
            .toList();

    Luck luck = Luck.of(wins, operations, all, 1 - Math.pow(0.5, attempts));

    BigDecimal expected = BigDecimal.ZERO;
    BigDecimal none = BigDecimal.ONE;
    for (int cycles : all) {
      BigDecimal tail = tail(wins, operations, cycles, attempts);
      expected = expected.add(tail);
      none = none.multiply(BigDecimal.ONE.subtract(tail), DIGITS);
    }
    assertThat(luck.assets()).isEqualTo(all.size() - 1);
    assertThat(luck.expected()).isCloseTo(expected.doubleValue(), RELATIVE_1E_12);
    assertThat(luck.probability())
        .isCloseTo(BigDecimal.ONE.subtract(none).doubleValue(), RELATIVE_1E_12);
  }

  /** Every number of wins with at least the rate, in integer arithmetic. */
  private static BigDecimal tail(int wins, int operations, int cycles, int attempts) {
    BigDecimal lost = new BigDecimal(0.5).pow(attempts);
    BigDecimal won = BigDecimal.ONE.subtract(lost);
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal ways = BigDecimal.ONE;
    for (int k = 0; k <= cycles; k++) {
      if (cycles > 0 && (long) k * operations >= (long) wins * cycles) {
        BigDecimal term = ways.multiply(won.pow(k, DIGITS), DIGITS);
        sum = sum.add(term.multiply(lost.pow(cycles - k, DIGITS), DIGITS), DIGITS);
      }
      ways = ways.multiply(BigDecimal.valueOf(cycles - k)).divide(BigDecimal.valueOf(k + 1L));
    }
    return sum;
  }

  @Test
  void exactRateIsNotRoundedUp() {
    // 7 of 10 is 14 of 20 and not 15, though 0.7 * 20 is 14.000000000000002 in some roundings
    assertThat(Luck.of(7, 10, List.of(20), 0.5).expected())
        .isEqualTo(Binomial.upperTail(14, 20, 0.5));
  }

  @Test
  void smallProbabilityKeepsItsPrecision() {
    Luck luck = Luck.of(60, 60, List.of(60, 60), 0.5);

    assertThat(luck.probability()).isCloseTo(2 * Math.pow(0.5, 60), RELATIVE_1E_12);
  }

  @Test
  void rateOfZeroIsCertain() {
    assertThat(Luck.of(0, 10, List.of(10, 10), 0.5)).isEqualTo(new Luck(2, 2, 1));
  }

  @Test
  void rejectsInvalidCounts() {
    assertThatIllegalArgumentException().isThrownBy(() -> Luck.of(0, 0, List.of(1), 0.5));
    assertThatIllegalArgumentException().isThrownBy(() -> Luck.of(2, 1, List.of(1), 0.5));
    assertThatIllegalArgumentException().isThrownBy(() -> Luck.of(-1, 1, List.of(1), 0.5));
  }
}
