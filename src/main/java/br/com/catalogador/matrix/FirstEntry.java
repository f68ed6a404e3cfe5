package br.com.catalogador.matrix;

import br.com.catalogador.stats.Binomial;
import br.com.catalogador.strategy.Outcome;
import br.com.catalogador.strategy.OutcomeSink;

/**
 * The first entries of a cell alone, as if there were no martingales: on them evidence is judged,
 * because martingales hide every edge.
 *
 * @param operations entries that won or lost
 * @param wins entries that won
 * @param rate wins / operations; null without operations
 * @param pValue P(X ≥ wins | operations, 0.5); null without operations
 */
public record FirstEntry(int operations, int wins, Double rate, Double pValue) {
  static final double CHANCE = 0.5;

  static FirstEntry of(int operations, int wins) {
    return operations == 0
        ? new FirstEntry(0, 0, null, null)
        : new FirstEntry(operations, wins, (double) wins / operations, pValue(wins, operations));
  }

  /** Counts the first entries of rows. Not thread-safe. */
  public static final class Counter implements OutcomeSink {
    private int operations;
    private int wins;

    @Override
    public void add(Outcome outcome, int martingale, long entryAt) {
      boolean decided =
          switch (outcome) {
            case WIN, LOSS -> true;
            case TIE, PENDING, NO_DATA -> martingale > 0;
            case NULL, FILTERED -> false;
          };
      operations += decided ? 1 : 0;
      wins += outcome == Outcome.WIN && martingale == 0 ? 1 : 0;
    }

    /** The first entries so far. */
    public FirstEntry firstEntry() {
      return of(operations, wins);
    }
  }

  static double pValue(int wins, int operations) {
    return Binomial.upperTail(wins, operations, CHANCE);
  }
}
