package br.com.catalogador.analysis.message;

import br.com.catalogador.bus.Request;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Finality;
import br.com.catalogador.matrix.MatrixSettings;
import br.com.catalogador.stats.StakePlan;
import br.com.catalogador.strategy.CatalogSettings;
import io.vertx.core.Future;

/**
 * Requests what every strategy of a matrix did on one asset.
 *
 * @param symbol the asset's
 * @param matrix the strategies, and what simulated markets need
 * @param settings the parameters of each of them, whatever its own strategy is
 * @param now the broker's clock in UTC epoch seconds
 * @param finality which candles are final
 * @param stakes stakes of the attempts; null for summaries without money
 */
public record CountCells(
    String symbol,
    CandleSeries series,
    MatrixSettings matrix,
    CatalogSettings settings,
    long now,
    Finality finality,
    StakePlan stakes)
    implements Request<Analysis, CountedCells> {
  @Override
  public Future<CountedCells> ask(Analysis analysis) {
    return analysis.count(this);
  }
}
