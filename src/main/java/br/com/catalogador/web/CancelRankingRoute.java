package br.com.catalogador.web;

import br.com.catalogador.ranking.message.CancelRanking;
import br.com.catalogador.view.RankingJson;
import br.com.catalogador.web.http.Bodies;
import br.com.catalogador.web.http.Identity;
import br.com.catalogador.web.http.Parameters;
import br.com.catalogador.web.http.SessionClient;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** {@code POST /api/v1/ranking/cancel}: ends the run and keeps what is done. */
final class CancelRankingRoute implements Handler<RoutingContext> {
  private final SessionClient sessions;

  CancelRankingRoute(SessionClient sessions) {
    this.sessions = sessions;
  }

  @Override
  public void handle(RoutingContext context) {
    Parameters.ofQuery(context.queryParams());
    sessions
        .askRanking(Identity.of(context), new CancelRanking())
        .onSuccess(view -> Bodies.write(context, RankingJson.of(view)))
        .onFailure(context::fail);
  }
}
