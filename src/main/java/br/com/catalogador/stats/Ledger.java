package br.com.catalogador.stats;

import br.com.catalogador.strategy.Counts;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.stream.LongStream;

/** Computes profit and drawdown of cycles added in time order. */
final class Ledger {
  private static final double ROUNDING_ERROR = 1e-9;
  private static final MathContext SIGNIFICANT_DIGITS = new MathContext(13);

  private final StakePlan plan;
  private final double[] stakes;

  /** Sum of the stakes before each attempt; the last element is that of the whole cycle. */
  private final double[] spent;

  /** Number of cycles won at each attempt, tied at each attempt, and lost. */
  private final long[] wins;

  private final long[] ties;
  private long losses;

  /** Running balance in the order of the cycles; used only for the drawdown. */
  private double balance;

  private double peak;
  private double maxDrawdown;

  Ledger(StakePlan plan, int martingale) {
    this.plan = plan;
    this.stakes = plan.stakes(martingale);
    this.spent = new double[martingale + 2];
    this.wins = new long[martingale + 1];
    this.ties = new long[martingale + 1];
    for (int k = 0; k <= martingale; k++) {
      spent[k + 1] = spent[k] + stakes[k];
    }
  }

  /** Profit per cycle of counted cycles; null when there is none. Their drawdown is unknown. */
  static Double profitPerCycle(Counts counts, StakePlan plan) {
    Ledger ledger = new Ledger(plan, counts.martingale());
    ledger.losses = counts.losses();
    for (int k = 0; k <= counts.martingale(); k++) {
      ledger.wins[k] = counts.wins(k);
      ledger.ties[k] = counts.ties(k);
    }
    return ledger.profitPerCycle();
  }

  void win(int martingale) {
    wins[martingale]++;
    add(profitOfWin(martingale));
  }

  void loss() {
    losses++;
    add(-spent[stakes.length]);
  }

  void tie(int martingale) {
    ties[martingale]++;
    add(-spent[martingale]);
  }

  private double profitOfWin(int martingale) {
    return stakes[martingale] * plan.payout() - spent[martingale];
  }

  private void add(double amount) {
    balance += amount;
    if (balance > peak) {
      peak = balance;
    } else if (peak - balance > maxDrawdown) {
      maxDrawdown = peak - balance;
    }
  }

  /**
   * Computed from the counts only, so that the order of the cycles does not affect the last digits.
   */
  private double netProfit() {
    double profit = -losses * spent[stakes.length];
    for (int k = 0; k < stakes.length; k++) {
      profit += wins[k] * profitOfWin(k) - ties[k] * spent[k];
    }
    return rounded(profit);
  }

  /**
   * Rounds to the significant digits, so that break-even is exactly 0 and equal profits compare
   * equal.
   */
  private static double rounded(double profit) {
    return Math.abs(profit) < ROUNDING_ERROR
        ? 0
        : new BigDecimal(profit).round(SIGNIFICANT_DIGITS).doubleValue();
  }

  private long cycles() {
    return losses + LongStream.of(wins).sum() + LongStream.of(ties).sum();
  }

  private Double profitPerCycle() {
    long cycles = cycles();
    return cycles == 0 ? null : netProfit() / cycles;
  }

  Money money() {
    double p = plan.payout();
    return new Money(
        p,
        Arrays.stream(stakes).boxed().toList(),
        1 / (1 + p),
        1 - Math.pow(p / (1 + p), stakes.length),
        netProfit(),
        profitPerCycle(),
        maxDrawdown);
  }
}
