package br.com.catalogador.analysis.message;

import br.com.catalogador.bus.Request;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.stats.StakePlan;
import br.com.catalogador.strategy.CatalogSettings;
import io.vertx.core.Future;

/**
 * Asks to catalogue a series.
 *
 * @param stakes what each attempt stakes; null leaves money out of the summary
 */
public record Analyse(CandleSeries series, CatalogSettings settings, StakePlan stakes)
    implements Request<Analysis, Analysed> {
  @Override
  public Future<Analysed> ask(Analysis analysis) {
    return analysis.analyse(this);
  }
}
