package br.com.catalogador.stats;

/**
 * Upper tail of the binomial distribution, P(X ≥ successes) for X ~ B(trials, p).
 *
 * <p>The term at the edge of the tail is computed in Loader's saddle-point form, which avoids the
 * cancellation of large logarithms; the other terms follow by the ratio of consecutive terms, away
 * from the mode, until they are negligible. Left of the mean, the complement is summed instead.
 *
 * <ul>
 *   <li>0 or fewer successes: 1; more successes than trials: 0;
 *   <li>a tail below the smallest double is 0.
 * </ul>
 *
 * <p>Accuracy: relative error below 1e-12 up to 200 000 trials for chance rates, 1 −
 * 2<sup>−k</sup>, for which 1 − p is exact; O(√trials) terms.
 *
 * @see <a href="https://www.r-project.org/doc/reports/CLoader-dbinom-2002.pdf">C. Loader (2000),
 *     Fast and accurate computation of binomial probabilities</a>
 */
public final class Binomial {
  private Binomial() {}

  /**
   * P(X ≥ successes).
   *
   * @throws IllegalArgumentException if trials is negative or p not within (0, 1)
   */
  public static double upperTail(int successes, int trials, double p) {
    if (trials < 0 || !(p > 0 && p < 1)) {
      throw new IllegalArgumentException("trials " + trials + ", p " + p);
    }
    if (successes <= 0) {
      return 1;
    }
    if (successes > trials) {
      return 0;
    }
    return successes > trials * p
        ? outwardSum(successes, trials, p)
        // the complement: at least the remaining number of failures
        : 1 - outwardSum(trials - successes + 1, trials, 1 - p);
  }

  /**
   * Sum of the terms from {@code from} to n; {@code from} is beyond the mean, so that the terms
   * decrease.
   */
  private static double outwardSum(int from, int n, double p) {
    double odds = p / (1 - p);
    double term = 1;
    double sum = 1;
    for (int k = from; k < n && term > sum * 1e-17; k++) {
      term *= odds * (n - k) / (k + 1);
      sum += term;
    }
    return sum * probability(from, n, p);
  }

  private static double probability(int k, int n, double p) {
    if (k == n) {
      return Math.pow(p, n);
    }
    double exponent =
        stirlingError(n)
            - stirlingError(k)
            - stirlingError(n - k)
            - deviance(k, n * p)
            - deviance(n - k, n * (1 - p));
    return Math.exp(exponent) / Math.sqrt(2 * Math.PI * k * ((double) (n - k) / n));
  }

  /** ln(n!) minus Stirling's ln(√(2πn)·(n/e)ⁿ), for n ≥ 1. */
  private static double stirlingError(int n) {
    if (n < 16) {
      double factorial = 1;
      for (int i = 2; i <= n; i++) {
        factorial *= i;
      }
      return Math.log(factorial / Math.sqrt(2 * Math.PI * n)) - n * (Math.log(n) - 1);
    }
    double n2 = (double) n * n;
    return (1 / 12.0 - (1 / 360.0 - (1 / 1260.0 - (1 / 1680.0 - 1 / 1188.0 / n2) / n2) / n2) / n2)
        / n;
  }

  /** x·ln(x/mean) + mean − x, by a series where the direct form suffers from cancellation. */
  private static double deviance(double x, double mean) {
    double v = (x - mean) / (x + mean);
    if (Math.abs(v) > 0.5) {
      return x * Math.log(x / mean) + mean - x;
    }
    double sum = (x - mean) * v;
    double power = 2 * x * v;
    for (int j = 1; ; j++) {
      power *= v * v;
      double next = sum + power / (2 * j + 1);
      if (next == sum) {
        return sum;
      }
      sum = next;
    }
  }
}
