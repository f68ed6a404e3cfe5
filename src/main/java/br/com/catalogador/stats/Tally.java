package br.com.catalogador.stats;

import br.com.catalogador.strategy.Outcome;
import br.com.catalogador.strategy.OutcomeSink;
import java.util.Arrays;

/** Counts outcomes, added in time order, and builds their summary. Not thread-safe. */
public final class Tally implements OutcomeSink {
  private final int[] winsByMartingale;
  private final Ledger ledger;
  private int losses;
  private int nulls;
  private int ties;
  private int pending;
  private int noData;
  private int filtered;
  private int longestWinStreak;
  private int longestLossStreak;
  private int currentStreak;

  /**
   * @param martingale the martingale of the settings of the rows
   * @param plan the stakes; null when no payout is known
   */
  public Tally(int martingale, StakePlan plan) {
    this.winsByMartingale = new int[martingale + 1];
    this.ledger = plan == null ? null : new Ledger(plan, martingale);
  }

  @Override
  public void add(Outcome outcome, int martingale, long entryAt) {
    add(outcome, martingale);
  }

  /**
   * Counts an outcome.
   *
   * @param martingale as in {@link OutcomeSink}
   */
  public void add(Outcome outcome, int martingale) {
    switch (outcome) {
      case WIN -> win(martingale);
      case LOSS -> loss();
      case TIE -> tie(martingale);
      case NULL -> nulls++;
      case PENDING -> pending++;
      case NO_DATA -> noData++;
      case FILTERED -> filtered++;
    }
  }

  private void win(int martingale) {
    winsByMartingale[martingale]++;
    currentStreak = Math.max(currentStreak, 0) + 1;
    longestWinStreak = Math.max(longestWinStreak, currentStreak);
    if (ledger != null) {
      ledger.win(martingale);
    }
  }

  private void loss() {
    losses++;
    currentStreak = Math.min(currentStreak, 0) - 1;
    longestLossStreak = Math.max(longestLossStreak, -currentStreak);
    if (ledger != null) {
      ledger.loss();
    }
  }

  private void tie(int martingale) {
    ties++;
    if (ledger != null) {
      ledger.tie(martingale);
    }
  }

  /** The summary of the outcomes so far. */
  public Summary summary() {
    int wins = Arrays.stream(winsByMartingale).sum();
    int operations = wins + losses;
    boolean any = operations > 0;
    double chanceRate = 1 - Math.pow(0.5, winsByMartingale.length);
    return new Summary(
        operations + nulls + ties + pending + noData + filtered,
        operations,
        wins,
        Arrays.stream(winsByMartingale).boxed().toList(),
        losses,
        nulls,
        ties,
        pending,
        noData,
        filtered,
        any ? (double) wins / operations : null,
        any ? Wilson.of(wins, operations) : null,
        chanceRate,
        any ? Binomial.upperTail(wins, operations, chanceRate) : null,
        longestWinStreak,
        longestLossStreak,
        currentStreak,
        ledger == null ? null : ledger.money());
  }
}
