package br.com.catalogador.stats;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Holm's step-down correction of K p-values: the level at which each hypothesis would be rejected
 * when the probability of any false rejection among all K is kept to that level, however the
 * hypotheses depend on each other. With p(1) ≤ … ≤ p(K):
 *
 * <pre>
 * adjusted(i) = max over j ≤ i of min(1, (K − j + 1)·p(j))
 * </pre>
 *
 * @see <a href="https://www.jstor.org/stable/4615733">S. Holm (1979), A simple sequentially
 *     rejective multiple test procedure</a>
 */
public final class Holm {
  private Holm() {}

  /** The adjusted values, in the order of the given ones. */
  public static double[] adjusted(double[] pValues) {
    int[] ascending =
        IntStream.range(0, pValues.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> pValues[i]))
            .mapToInt(i -> i)
            .toArray();
    double[] adjusted = new double[pValues.length];
    double highest = 0;
    for (int j = 0; j < ascending.length; j++) {
      double scaled = Math.min(1, (ascending.length - j) * pValues[ascending[j]]);
      highest = Math.max(highest, scaled);
      adjusted[ascending[j]] = highest;
    }
    return adjusted;
  }
}
