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
 * @param payout fraction of the stake paid on a win, above 0
 * @param multiplier factor from one stake to the next, above 0; not used when {@code recover}
 * @param recover whether the stakes recover all
 */
public record StakePlan(double payout, double multiplier, boolean recover) {

  /**
   * @throws IllegalArgumentException if payout or multiplier is not a finite number above 0
   */
  public StakePlan {
    requirePositive("payout", payout);
    requirePositive("multiplier", multiplier);
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

  private static void requirePositive(String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " must be a number above 0, not " + value);
    }
  }
}
