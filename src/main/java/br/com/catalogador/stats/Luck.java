package br.com.catalogador.stats;

import java.util.List;

/**
 * How good the best of many looks by chance alone. A result of w wins in n cycles is compared with
 * what a fair coin would do on every one of N assets with n(1..N) cycles, each cycle won with the
 * chance rate q, all independently of each other:
 *
 * <pre>
 * tail(i)     = P(X ≥ ⌈n(i)·w/n⌉ | n(i), q)    chance that asset i shows at least the rate w/n
 * expected    = tail(1) + … + tail(N)           assets that do, on average
 * probability = 1 − (1 − tail(1))·…·(1 − tail(N))   chance that at least one does
 * </pre>
 *
 * <ul>
 *   <li>an asset without cycles shows no rate: its tail is 0;
 *   <li>a rate of 0 is reached by everyone: each tail is 1.
 * </ul>
 *
 * <p>Example: 50 assets with 24 cycles each and a coin that wins 7 of 8 (two martingales): some
 * asset shows 100 % in 87 % of all cases. Markets move together, so independence makes this an
 * estimate, not a bound.
 *
 * <p>Accuracy: that of {@link Binomial}; products are summed as logarithms, so that small
 * probabilities lose nothing.
 *
 * @param assets how many assets were compared, those without cycles left out
 * @param expected number of assets that would look at least this good by chance
 * @param probability chance that at least one would
 */
public record Luck(int assets, double expected, double probability) {

  /**
   * The luck of one result among many.
   *
   * @param wins w
   * @param operations n
   * @param operationsOfAll n(1..N), the result's own among them
   * @param chanceRate q
   * @throws IllegalArgumentException unless 0 ≤ w ≤ n, n ≥ 1 and q is within (0, 1)
   */
  public static Luck of(
      int wins, int operations, List<Integer> operationsOfAll, double chanceRate) {
    if (operations < 1 || wins < 0 || wins > operations) {
      throw new IllegalArgumentException(wins + " wins of " + operations + " operations");
    }
    int assets = 0;
    double expected = 0;
    double logOfNone = 0;
    for (int cycles : operationsOfAll) {
      if (cycles > 0) {
        double tail = Binomial.upperTail(needed(wins, operations, cycles), cycles, chanceRate);
        assets++;
        expected += tail;
        logOfNone += Math.log1p(-tail);
      }
    }
    return new Luck(assets, expected, -Math.expm1(logOfNone));
  }

  /** Wins of so many cycles that make at least the same rate, without rounding. */
  private static int needed(int wins, int operations, int cycles) {
    return (int) (((long) wins * cycles + operations - 1) / operations);
  }
}
