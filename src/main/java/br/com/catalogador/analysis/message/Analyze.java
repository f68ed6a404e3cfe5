package br.com.catalogador.analysis.message;

import br.com.catalogador.bus.Request;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Finality;
import br.com.catalogador.stats.StakePlan;
import br.com.catalogador.strategy.CatalogSettings;
import io.vertx.core.Future;

/**
 * Requests the catalog of a series.
 *
 * @param now the broker's clock in UTC epoch seconds
 * @param finality which candles are final
 * @param stakes stakes of the attempts; null for a summary without money
 */
public record Analyze(
    CandleSeries series,
    CatalogSettings settings,
    long now,
    Finality finality,
    StakePlan stakes,
    Urgency urgency)
    implements Request<Analysis, AnalysisResult> {

  /** The priority of a request when workers are scarce. */
  public enum Urgency {
    /** A watched catalog: before all others. */
    WATCHED,
    /** A ranking: waits, apart from the others. */
    RANKING,
    /** A single request, which the client can repeat: rejected when too many wait. */
    SINGLE
  }

  @Override
  public Future<AnalysisResult> ask(Analysis analysis) {
    return analysis.analyze(this);
  }
}
