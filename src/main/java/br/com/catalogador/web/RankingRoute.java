package br.com.catalogador.web;

import br.com.catalogador.ranking.message.GetRanking;
import br.com.catalogador.ranking.message.RankingView;
import br.com.catalogador.strategy.CatalogSettings;
import br.com.catalogador.view.Limits;
import br.com.catalogador.view.RankingCsv;
import br.com.catalogador.view.RankingJson;
import br.com.catalogador.web.http.Format;
import br.com.catalogador.web.http.Identity;
import br.com.catalogador.web.http.InFlightLimit;
import br.com.catalogador.web.http.Parameters;
import br.com.catalogador.web.http.SessionClient;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;

/** {@code GET /api/v1/ranking}: the ranking as it stands, as JSON or CSV. */
final class RankingRoute implements Handler<RoutingContext> {
  private final SessionClient sessions;

  RankingRoute(SessionClient sessions) {
    this.sessions = sessions;
  }

  @Override
  public void handle(RoutingContext context) {
    Parameters query = Parameters.ofQuery(context.queryParams(), Format.PARAMETER);
    Format format = Format.of(context, query);
    InFlightLimit.reserve(context, Limits.RANKING_BYTES);
    sessions
        .askRanking(Identity.of(context), new GetRanking())
        .onSuccess(
            view -> {
              format.name(context, () -> name(view));
              format.write(
                  context,
                  format.csv()
                      ? Buffer.buffer(RankingCsv.of(view))
                      : RankingJson.of(view).toBuffer());
            })
        .onFailure(context::fail);
  }

  private static String name(RankingView view) {
    if (view.parameters() == null) {
      return "ranking";
    }
    CatalogSettings settings = view.parameters().settings();
    return "ranking-%s-%s-%d"
        .formatted(settings.strategy().id(), settings.timeframe(), settings.quadrants());
  }
}
