package br.com.catalogador.stats;

/**
 * The stake of each attempt of a cycle in units of the entry's stake. With a multiplier m:
 *
 * <pre>
 * s(k) = mᵏ
 * </pre>
 *
 * or, with recovery, so that a win at any attempt earns as much as a win at the entry:
 *
 * <pre>
 * s(k) = (s(0) + … + s(k−1) + s(0)·p) / p      p payout
 * </pre>
 *
 * @param payout fraction of the stake paid on a win, above 0 and at most {@value #MAX_PAYOUT}: 0.87
 *     for 87 %
 * @param multiplier factor from one stake to the next, above 0 and at most {@value
 *     #MAX_MULTIPLIER}; ignored if {@code recover}
 * @param recover whether each stake recovers all previous ones
 */
public record StakePlan(double payout, double multiplier, boolean recover) {
  public static final int MAX_PAYOUT = 10;
  public static final int MAX_MULTIPLIER = 100;

  /**
   * @throws IllegalArgumentException if payout or multiplier is outside its range
   */
  public StakePlan {
    requireWithin("payout", payout, MAX_PAYOUT);
    requireWithin("multiplier", multiplier, MAX_MULTIPLIER);
  }

  /** The {@code martingale + 1} stakes of the entry and of the martingales. */
  public double[] stakes(int martingale) {
    double[] stakes = new double[martingale + 1];
    stakes[0] = 1;
    double spent = 1;
    for (int k = 1; k <= martingale; k++) {
      stakes[k] = recover ? (spent + payout) / payout : stakes[k - 1] * multiplier;
      spent += stakes[k];
    }
    return stakes;
  }

  private static void requireWithin(String name, double value, int maximum) {
    if (!(value > 0 && value <= maximum)) {
      throw new IllegalArgumentException(
          "%s must be above 0 and at most %d, not %s".formatted(name, maximum, value));
    }
  }
}
