package br.com.catalogador.analysis.message;

import br.com.catalogador.bus.Request;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Finality;
import br.com.catalogador.stats.StakePlan;
import br.com.catalogador.strategy.CatalogSettings;
import io.vertx.core.Future;

/**
 * Asks to catalog a series.
 *
 * @param now the broker's clock in UTC epoch seconds
 * @param finality which candles are final
 * @param stakes what each attempt stakes; null leaves money out of the summary
 */
public record Analyze(
    CandleSeries series,
    CatalogSettings settings,
    long now,
    Finality finality,
    StakePlan stakes,
    Urgency urgency)
    implements Request<Analysis, AnalysisResult> {

  /** Which requests come first when the workers cannot keep up. */
  public enum Urgency {
    /** For a watched catalog: before all others. */
    LIVE,
    /** For a ranking: waits. */
    RANKING,
    /** For a single request, which can be repeated: refused when too many wait. */
    SINGLE
  }

  @Override
  public Future<AnalysisResult> ask(Analysis analysis) {
    return analysis.analyze(this);
  }
}
