package br.com.catalogador.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NormalTest {

  /** The quantiles that Wichura's paper gives to check an implementation, and those in use. */
  @ParameterizedTest
  @CsvSource({
    "0.25, -0.6744897501960817",
    "0.001, -3.090232306167814",
    "1e-20, -9.262340089798408",
    "0.975, 1.959963984540054",
    "0.5, 0"
  })
  void quantilesAreThoseOfThePaper(double p, double z) {
    assertThat(Normal.quantile(p)).isCloseTo(z, Percentage.withPercentage(1e-13));
  }

  @Test
  void isOddAroundOneHalf() {
    for (double p = 1.0 / 1024; p < 0.5; p += 1.0 / 1024) {
      assertThat(Normal.quantile(p)).isEqualTo(-Normal.quantile(1 - p));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -1, Double.NaN})
  void refusesWhatIsNoProbability(double p) {
    assertThatIllegalArgumentException().isThrownBy(() -> Normal.quantile(p));
  }
}
