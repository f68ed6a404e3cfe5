package br.com.catalogador.stats;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.stream.LongStream;

/** Runs the account of cycles in time order. */
final class Ledger {
  private static final double NOISE = 1e-9;
  private static final MathContext SURE_DIGITS = new MathContext(13);

  private final StakePlan plan;
  private final double[] stakes;

  /** What was staked before each attempt; the last one is the whole cycle. */
  private final double[] spent;

  /** How often the account has moved by an amount: won at an attempt, tied at one, or lost. */
  private final long[] wins;

  private final long[] ties;
  private long losses;

  /** The account as it went, in the order of the cycles: for its greatest fall alone. */
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

  void win(int martingale) {
    wins[martingale]++;
    book(ofWin(martingale));
  }

  void loss() {
    losses++;
    book(-spent[stakes.length]);
  }

  void tie(int martingale) {
    ties[martingale]++;
    book(-spent[martingale]);
  }

  private double ofWin(int martingale) {
    return stakes[martingale] * plan.payout() - spent[martingale];
  }

  private void book(double amount) {
    balance += amount;
    if (balance > peak) {
      peak = balance;
    } else if (peak - balance > maxDrawdown) {
      maxDrawdown = peak - balance;
    }
  }

  /** From the counts alone: the same cycles in another order earn the same to the last digit. */
  private double netProfit() {
    double profit = -losses * spent[stakes.length];
    for (int k = 0; k < stakes.length; k++) {
      profit += wins[k] * ofWin(k) - ties[k] * spent[k];
    }
    return withoutNoise(profit);
  }

  /** As many digits as are sure: break-even is 0, and what is equal compares as equal. */
  private static double withoutNoise(double profit) {
    return Math.abs(profit) < NOISE ? 0 : new BigDecimal(profit).round(SURE_DIGITS).doubleValue();
  }

  private long cycles() {
    return losses + LongStream.of(wins).sum() + LongStream.of(ties).sum();
  }

  Money money() {
    double p = plan.payout();
    double profit = netProfit();
    long cycles = cycles();
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
