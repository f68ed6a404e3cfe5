package br.com.catalogador.stats;

/**
 * How much each attempt of a cycle stakes, the entry's stake being 1. By multiplier m:
 *
 * <pre>
 * s(k) = mᵏ
 * </pre>
 *
 * or, to recover all, so that a win at any attempt earns what the entry's would have:
 *
 * <pre>
 * s(k) = (s(0) + … + s(k−1) + s(0)·p) / p      p payout
 * </pre>
 *
 * @param payout fraction of the stake paid on a win, above 0 and at most {@value #MAX_PAYOUT}: 87
 *     is not 87 %
 * @param multiplier factor from one stake to the next, above 0 and at most {@value
 *     #MAX_MULTIPLIER}; not used when {@code recover}
 * @param recover whether the stakes recover all
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

  /** Stakes of the entry and of the martingales, {@code martingale + 1} of them. */
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
