package br.com.catalogador.ranking.message;

import br.com.catalogador.bus.Request;
import br.com.catalogador.candle.Asset;
import br.com.catalogador.session.message.CatalogView;
import br.com.catalogador.session.message.GetCatalog;
import br.com.catalogador.stats.Summary;
import io.vertx.core.Future;

/**
 * Offers a single analysis to the user's ranking.
 *
 * @param query the user's request
 * @param asset the asset, with the broker's own payout
 * @param computedAt the broker's clock in epoch seconds; candles that had closed by then were read
 */
public record EnterAnalysis(GetCatalog query, Asset asset, Summary summary, long computedAt)
    implements Request<Rankings, RankingView> {

  public static EnterAnalysis of(GetCatalog query, CatalogView view) {
    return new EnterAnalysis(query, view.asset(), view.summary(), view.computedAt());
  }

  @Override
  public Future<RankingView> ask(Rankings rankings) {
    return rankings.enter(this);
  }
}
