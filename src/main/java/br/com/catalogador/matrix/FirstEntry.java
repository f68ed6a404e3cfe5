package br.com.catalogador.matrix;

import br.com.catalogador.stats.Binomial;

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

  static double pValue(int wins, int operations) {
    return Binomial.upperTail(wins, operations, CHANCE);
  }
}
