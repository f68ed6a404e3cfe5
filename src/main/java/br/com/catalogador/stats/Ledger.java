package br.com.catalogador.stats;

import java.util.Arrays;

/** Runs the account of cycles in time order. */
final class Ledger {
  private final StakePlan plan;
  private final double[] stakes;

  /** What was staked before each attempt; the last one is the whole cycle. */
  private final double[] spent;

  private long cycles;
  private double profit;
  private double peak;
  private double maxDrawdown;

  Ledger(StakePlan plan, int martingale) {
    this.plan = plan;
    this.stakes = plan.stakes(martingale);
    this.spent = new double[martingale + 2];
    for (int k = 0; k <= martingale; k++) {
      spent[k + 1] = spent[k] + stakes[k];
    }
  }

  void win(int martingale) {
    book(stakes[martingale] * plan.payout() - spent[martingale]);
  }

  void loss() {
    book(-spent[stakes.length]);
  }

  void tie(int martingale) {
    book(-spent[martingale]);
  }

  private void book(double amount) {
    cycles++;
    profit += amount;
    if (profit > peak) {
      peak = profit;
    } else if (peak - profit > maxDrawdown) {
      maxDrawdown = peak - profit;
    }
  }

  Money money() {
    double p = plan.payout();
    return new Money(
        p,
        Arrays.stream(stakes).boxed().toList(),
        1 / (1 + p),
        1 - Math.pow(p / (1 + p), stakes.length),
        profit,
        cycles == 0 ? null : profit / cycles,
        maxDrawdown);
  }
}
