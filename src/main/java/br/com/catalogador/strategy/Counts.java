package br.com.catalogador.strategy;

import br.com.catalogador.candle.ColorWords;
import br.com.catalogador.candle.Finality;

/**
 * The number of newest listed blocks by outcome, without an object per block. {@link Catalog} gives
 * the same blocks as rows, {@link Counter} makes them. Immutable once made.
 */
public final class Counts {
  private final int[] wins;
  private final int[] ties;
  private int listed;
  private int losses;
  private int filtered;
  private int pending;
  private int noData;

  /**
   * Losses in a row at the end of what has been counted, and the most; see {@link #countStreaks}.
   */
  private int streak;

  private int longestLossStreak;

  /** Entered rows whose entry's candle does not exist, at least not yet. */
  private int entriesMissing;

  Counts(int martingale) {
    this.wins = new int[martingale + 1];
    this.ties = new int[martingale + 1];
  }

  /**
   * Counts the blocks of a market.
   *
   * @param screen that of the market, made with the conditions of the settings and the same
   *     finality
   * @param finality which candles are final; later candles are treated as not existing yet
   * @throws IllegalArgumentException if the market has another timeframe than the settings, or the
   *     strategy is not defined for it
   */
  public static Counts of(
      Market market, CatalogSettings settings, Screen screen, Finality finality) {
    settings.requireSameTimeframe(market.timeframe());
    return new Counter(settings).countNewest(market.closedBy(finality.until()), screen, finality);
  }

  void count(Outcomes outcomes, long failing, ColorWords words, int index, Finality finality) {
    listed += Long.bitCount(outcomes.listed);
    losses += Long.bitCount(outcomes.lost);
    filtered += Long.bitCount(failing);
    for (int k = 0; k < wins.length; k++) {
      wins[k] += Long.bitCount(outcomes.won[k]);
    }
    if (outcomes.ties) {
      for (int k = 0; k < ties.length; k++) {
        ties[k] += Long.bitCount(outcomes.tied[k]);
      }
    }
    if (outcomes.hasGaps) {
      countMissing(outcomes, words, index, finality);
    }
  }

  /** Goes on counting losses in a row, through the listed blocks of a word, oldest first. */
  void countStreaks(Outcomes outcomes) {
    long won = 0;
    for (int k = 0; k < wins.length; k++) {
      won |= outcomes.won[k];
    }
    long lost = outcomes.lost;
    for (long left = won | lost; left != 0; left &= left - 1) {
      count((Long.lowestOneBit(left) & lost) != 0);
    }
  }

  private void count(boolean isLoss) {
    streak = isLoss ? streak + 1 : 0;
    longestLossStreak = Math.max(longestLossStreak, streak);
  }

  private void countMissing(Outcomes outcomes, ColorWords words, int index, Finality finality) {
    entriesMissing += Long.bitCount(outcomes.missing[0]);
    long firstSlot = words.number(index) * ColorWords.SLOTS;
    int seconds = words.timeframe().seconds();
    for (int k = 0; k < wins.length; k++) {
      for (long left = outcomes.missing[k]; left != 0; left &= left - 1) {
        long slot = firstSlot + Long.numberOfTrailingZeros(left) + outcomes.attempt(k);
        boolean isFinal = finality.covers(slot * seconds, (slot + 1) * seconds);
        noData += isFinal ? 1 : 0;
        pending += isFinal ? 0 : 1;
      }
    }
  }

  void count(Blocks block) {
    listed++;
    switch (block.outcome()) {
      case WIN -> {
        wins[block.martingale()]++;
        count(false);
      }
      case LOSS -> {
        losses++;
        count(true);
      }
      case TIE -> ties[block.martingale()]++;
      case NULL -> {}
      case PENDING -> pending++;
      case NO_DATA -> noData++;
      case FILTERED -> filtered++;
    }
    boolean undecided = block.outcome() == Outcome.PENDING || block.outcome() == Outcome.NO_DATA;
    entriesMissing += undecided && block.martingale() == 0 ? 1 : 0;
  }

  /** The largest martingale. */
  public int martingale() {
    return wins.length - 1;
  }

  /** WIN rows whose attempt {@code k} won. */
  public int wins(int k) {
    return wins[k];
  }

  /** WIN rows. */
  public int wins() {
    return sum(wins);
  }

  /** TIE rows that ended at attempt {@code k}. */
  public int ties(int k) {
    return ties[k];
  }

  /** TIE rows. */
  public int ties() {
    return sum(ties);
  }

  /** LOSS rows. */
  public int losses() {
    return losses;
  }

  /** Most losses in a row; only where {@link Counter#countWithStreaks} has counted. */
  public int longestLossStreak() {
    return longestLossStreak;
  }

  /** WIN and LOSS rows. */
  public int operations() {
    return wins() + losses;
  }

  /** Rows whose entry alone won or lost: the operations of the same rows without martingales. */
  public int firstOperations() {
    return operations() + ties() + pending + noData - ties[0] - entriesMissing;
  }

  /** Rows whose entry won. */
  public int firstWins() {
    return wins[0];
  }

  /** NULL rows. */
  public int nulls() {
    return listed - operations() - ties() - filtered - pending - noData;
  }

  /** FILTERED rows. */
  public int filtered() {
    return filtered;
  }

  /** PENDING rows. */
  public int pending() {
    return pending;
  }

  /** NO_DATA rows. */
  public int noData() {
    return noData;
  }

  /** All rows. */
  public int listed() {
    return listed;
  }

  private static int sum(int[] numbers) {
    int sum = 0;
    for (int number : numbers) {
      sum += number;
    }
    return sum;
  }
}
