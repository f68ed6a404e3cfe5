package br.com.catalogador.matrix;

import br.com.catalogador.stats.Binomial;
import br.com.catalogador.strategy.Outcome;
import br.com.catalogador.strategy.Row;
import java.util.List;

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

  /** The first entries of rows. */
  public static FirstEntry of(List<Row> rows) {
    int operations = 0;
    int wins = 0;
    for (Row row : rows) {
      boolean decided =
          switch (row.result()) {
            case WIN, LOSS -> true;
            case TIE, PENDING, NO_DATA -> row.martingale() > 0;
            case NULL, FILTERED -> false;
          };
      operations += decided ? 1 : 0;
      wins += row.result() == Outcome.WIN && row.martingale() == 0 ? 1 : 0;
    }
    return of(operations, wins);
  }

  static double pValue(int wins, int operations) {
    return Binomial.upperTail(wins, operations, CHANCE);
  }
}
