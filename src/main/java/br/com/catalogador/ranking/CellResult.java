package br.com.catalogador.ranking;

import br.com.catalogador.analysis.message.CellCounts;
import br.com.catalogador.candle.Asset;
import br.com.catalogador.matrix.FirstEntry;
import br.com.catalogador.matrix.Ranked;
import br.com.catalogador.ranking.message.Evidence;
import br.com.catalogador.stats.Summary;
import br.com.catalogador.strategy.Strategy;

/**
 * The result of one strategy on one asset, without its position.
 *
 * @param place of the strategy in the parameters, from 0
 * @param computedAt the broker's clock in epoch seconds
 */
record CellResult(
    Asset asset,
    Strategy strategy,
    int place,
    CellCounts counts,
    Evidence evidence,
    long computedAt)
    implements Ranked {

  CellResult with(Evidence judged) {
    return new CellResult(asset, strategy, place, counts, judged, computedAt);
  }

  Summary summary() {
    return counts.summary();
  }

  @Override
  public String symbol() {
    return asset.symbol();
  }

  @Override
  public FirstEntry first() {
    return counts.first();
  }

  @Override
  public int operations() {
    return summary().operations();
  }

  @Override
  public int firstWins() {
    return summary().winsByMartingale().get(0);
  }

  @Override
  public Double winRate() {
    return summary().winRate();
  }

  @Override
  public Double wilsonLower() {
    return summary().wilson95() == null ? null : summary().wilson95().lower();
  }

  @Override
  public Double profitPerCycle() {
    return summary().money() == null ? null : summary().money().profitPerCycle();
  }
}
