package br.com.catalogador.stats;

import java.util.List;

/**
 * The probability that the best of many assets looks this good by chance alone. A result of w wins
 * in n cycles is compared with a fair coin on every one of N assets with n(1..N) cycles, each cycle
 * won with the chance rate q, all independent of each other:
 *
 * <pre>
 * tail(i)     = P(X ≥ ⌈n(i)·w/n⌉ | n(i), q)    probability that asset i has at least the rate w/n
 * expected    = tail(1) + … + tail(N)           expected number of such assets
 * probability = 1 − (1 − tail(1))·…·(1 − tail(N))   probability of at least one
 * </pre>
 *
 * <ul>
 *   <li>an asset without cycles has no rate: its tail is 0;
 *   <li>every asset reaches a rate of 0: each tail is 1.
 * </ul>
 *
 * <p>Example: with 50 assets of 24 cycles each and a coin that wins 7 of 8 (two martingales), at
 * least one asset has 100 % in 87 % of all cases. Markets are correlated, so the assumption of
 * independence makes this an estimate, not a bound.
 *
 * <p>Accuracy: that of {@link Binomial}; products are summed as logarithms to keep the precision of
 * small probabilities.
 *
 * @param assets number of compared assets, without those that have no cycles
 * @param expected expected number of assets at least this good by chance
 * @param probability probability of at least one such asset
 */
public record Luck(int assets, double expected, double probability) {

  /**
   * The luck of one result among many.
   *
   * @param wins w
   * @param operations n
   * @param operationsOfAll n(1..N), the result's own included
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
        double tail = Binomial.upperTail(winsNeeded(wins, operations, cycles), cycles, chanceRate);
        assets++;
        expected += tail;
        logOfNone += Math.log1p(-tail);
      }
    }
    return new Luck(assets, expected, -Math.expm1(logOfNone));
  }

  /**
   * The smallest number of wins in {@code cycles} with at least the same rate, in exact integer
   * arithmetic.
   */
  private static int winsNeeded(int wins, int operations, int cycles) {
    return (int) (((long) wins * cycles + operations - 1) / operations);
  }
}
