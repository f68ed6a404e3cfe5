package br.com.catalogador.stats;

/**
 * Wilson score interval of a rate, at 95 % (z = 1.959963984540054):
 *
 * <pre>
 * (w + z²/2 ± z·sqrt(w·l/n + z²/4)) / (n + z²)      w wins, l = n − w losses
 * </pre>
 *
 * <ul>
 *   <li>without wins the lower bound is exactly 0, without losses the upper one exactly 1;
 *   <li>defined only with at least one operation.
 * </ul>
 *
 * <p>Accuracy: a few ulps; the lower bound is derived from the upper one by the product of the
 * quadratic's roots, which avoids cancellation when wins are few.
 *
 * @see <a href="https://doi.org/10.1080/01621459.1927.10502953">E. B. Wilson (1927), Probable
 *     inference, the law of succession, and statistical inference</a>
 * @param lower lower bound, a fraction
 * @param upper upper bound, a fraction
 */
public record Wilson(double lower, double upper) {
  private static final double Z = 1.959963984540054;
  private static final double Z2 = Z * Z;

  /**
   * The interval of {@code wins} out of {@code operations}.
   *
   * @throws IllegalArgumentException unless 0 ≤ wins ≤ operations and operations ≥ 1
   */
  public static Wilson of(int wins, int operations) {
    if (operations < 1 || wins < 0 || wins > operations) {
      throw new IllegalArgumentException(wins + " wins of " + operations + " operations");
    }
    double w = wins;
    double n = operations;
    double numerator = w + Z2 / 2 + Z * Math.sqrt(w * (n - w) / n + Z2 / 4);
    // The bounds are the roots of (n + z²)x² − (2w + z²)x + w²/n, so their product is known.
    return new Wilson(w * w / n / numerator, wins == operations ? 1 : numerator / (n + Z2));
  }
}
