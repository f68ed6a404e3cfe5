package br.com.catalogador.web;

import br.com.catalogador.ranking.message.StartRanking;
import br.com.catalogador.web.http.Bodies;
import br.com.catalogador.web.http.Identity;
import br.com.catalogador.web.http.Parameters;
import br.com.catalogador.web.http.SessionClient;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** {@code POST /api/v1/ranking}: begins a run over many assets. */
final class StartRankingRoute implements Handler<RoutingContext> {
  private static final int ACCEPTED = 202;

  private final SessionClient sessions;

  StartRankingRoute(SessionClient sessions) {
    this.sessions = sessions;
  }

  @Override
  public void handle(RoutingContext context) {
    Parameters.ofQuery(context.queryParams());
    Parameters body = Parameters.ofBody(Bodies.read(context), RankingQuery.names());
    StartRanking request = new StartRanking(RankingQuery.read(body));
    sessions
        .askRanking(Identity.of(context), request)
        .onSuccess(
            view -> {
              context.response().setStatusCode(ACCEPTED);
              Bodies.write(context, new JsonObject().put("id", view.id()));
            })
        .onFailure(context::fail);
  }
}
