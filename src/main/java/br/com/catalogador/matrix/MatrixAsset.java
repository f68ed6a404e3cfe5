package br.com.catalogador.matrix;

import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Finality;
import br.com.catalogador.stats.StakePlan;

/**
 * An asset of a matrix.
 *
 * @param symbol its name; unique in the matrix
 * @param series its candles; more than needed do no harm
 * @param finality which of them are final; later candles are treated as not existing yet
 * @param plan the stakes and its payout; null when no payout is known
 * @param since null to count the newest quadrants; or UTC epoch seconds, to count all blocks whose
 *     entry's candle begins then or later instead
 */
public record MatrixAsset(
    String symbol, CandleSeries series, Finality finality, StakePlan plan, Long since) {

  /** An asset of which the newest quadrants are counted. */
  public MatrixAsset(String symbol, CandleSeries series, Finality finality, StakePlan plan) {
    this(symbol, series, finality, plan, null);
  }
}
