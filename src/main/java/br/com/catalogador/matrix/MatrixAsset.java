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
 */
public record MatrixAsset(String symbol, CandleSeries series, Finality finality, StakePlan plan) {}
