package br.com.catalogador.web;

import br.com.catalogador.ranking.message.ClearRanking;
import br.com.catalogador.web.http.Identity;
import br.com.catalogador.web.http.Parameters;
import br.com.catalogador.web.http.SessionClient;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** {@code DELETE /api/v1/ranking}: forgets the ranking; a run under way ends. */
final class ClearRankingRoute implements Handler<RoutingContext> {
  private static final int NO_CONTENT = 204;

  private final SessionClient sessions;

  ClearRankingRoute(SessionClient sessions) {
    this.sessions = sessions;
  }

  @Override
  public void handle(RoutingContext context) {
    Parameters.ofQuery(context.queryParams());
    sessions
        .askRanking(Identity.of(context), new ClearRanking())
        .onSuccess(cleared -> context.response().setStatusCode(NO_CONTENT).end())
        .onFailure(context::fail);
  }
}
