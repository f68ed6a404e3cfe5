package br.com.catalogador.matrix;

/** What the orders of a matrix compare: the results of one strategy on one asset. */
public interface Ranked {
  /** Of the asset. */
  String symbol();

  /** Place of the strategy in the settings, from 0. */
  int place();

  FirstEntry first();

  /** WIN and LOSS rows. */
  int operations();

  /** Wins at the entry. */
  int firstWins();

  /** Null without operations. */
  Double winRate();

  /** Lower bound of the rate's 95 % Wilson interval; null without operations. */
  Double wilsonLower();

  /** Null without payout or cycles. */
  Double profitPerCycle();
}
