package br.com.catalogador.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class HolmProperties {

  @Example
  void adjustsAsInHolmsExample() {
    assertThat(Holm.adjusted(new double[] {0.03, 0.01, 0.04, 0.005}))
        .containsExactly(0.06, 0.03, 0.06, 0.02);
    assertThat(Holm.adjusted(new double[0])).isEmpty();
  }

  @Property(tries = 300)
  void isMonotoneAndBetweenThePValueAndBonferronis(@ForAll long seed) {
    Random random = new Random(seed);
    double[] p = random.doubles(random.nextInt(60)).map(x -> x * x * x).toArray();
    double[] adjusted = Holm.adjusted(p);
    for (int i = 0; i < p.length; i++) {
      assertThat(adjusted[i]).isBetween(p[i], Math.min(1, p.length * p[i]));
      for (int j = 0; j < p.length; j++) {
        assertThat(p[i] > p[j] || adjusted[i] <= adjusted[j]).isTrue();
      }
    }
  }

  @Property(tries = 100)
  void smallerPValuesNeverAdjustToLargerOnes(@ForAll long seed) {
    Random random = new Random(seed);
    double[] p = random.doubles(1 + random.nextInt(30)).toArray();
    double[] smaller = Arrays.copyOf(p, p.length);
    smaller[random.nextInt(p.length)] *= random.nextDouble();
    double[] before = Holm.adjusted(p);
    double[] after = Holm.adjusted(smaller);
    for (int i = 0; i < p.length; i++) {
      assertThat(after[i]).isLessThanOrEqualTo(before[i]);
    }
  }
}
