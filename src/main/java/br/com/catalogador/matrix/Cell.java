package br.com.catalogador.matrix;

import br.com.catalogador.stats.Wilson;
import br.com.catalogador.strategy.Counts;
import br.com.catalogador.strategy.Strategy;

/**
 * One strategy on one asset.
 *
 * @param asset symbol
 * @param place of the strategy in the settings, from 0
 * @param counts the outcomes at the settings' martingale
 * @param first the first entries of the same rows
 * @param holm Holm's adjusted p-value over all cells with a first entry; null without one
 * @param familyP probability that the best cell of the whole matrix looks as good as this one in a
 *     market of fair coins; null without simulations or with fewer first entries than the minimum
 * @param operationsNeeded about how many first entries the rate, if it stayed as it is, would need
 *     for an even chance to be distinguished from a coin in this matrix; null if it is not above
 *     0.5
 * @param simulatedStreak mean of the longest losing streak in the first {@value
 *     MatrixSettings#MIN_SIMULATIONS} simulated markets; null without simulations
 * @param profitPerCycle at the asset's payout; null without payout or cycles
 */
public record Cell(
    String asset,
    Strategy strategy,
    int place,
    Counts counts,
    FirstEntry first,
    Double holm,
    Double familyP,
    Long operationsNeeded,
    Double simulatedStreak,
    Double profitPerCycle)
    implements Ranked {

  @Override
  public String symbol() {
    return asset;
  }

  @Override
  public int operations() {
    return counts.operations();
  }

  @Override
  public int firstWins() {
    return counts.firstWins();
  }

  @Override
  public Double winRate() {
    int operations = counts.operations();
    return operations == 0 ? null : (double) counts.wins() / operations;
  }

  @Override
  public Double wilsonLower() {
    return operations() == 0 ? null : wilson95().lower();
  }

  /** The interval of the win rate; null without operations. */
  public Wilson wilson95() {
    int operations = counts.operations();
    return operations == 0 ? null : Wilson.of(counts.wins(), operations);
  }
}
