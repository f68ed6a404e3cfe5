package br.com.catalogador.web;

import br.com.catalogador.ranking.message.SetAutoUpdate;
import br.com.catalogador.view.RankingJson;
import br.com.catalogador.web.http.Bodies;
import br.com.catalogador.web.http.Identity;
import br.com.catalogador.web.http.Parameters;
import br.com.catalogador.web.http.SessionClient;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** {@code PUT /api/v1/ranking/auto-update}: whether single analyses enter the ranking. */
final class AutoUpdateRoute implements Handler<RoutingContext> {
  private final SessionClient sessions;

  AutoUpdateRoute(SessionClient sessions) {
    this.sessions = sessions;
  }

  @Override
  public void handle(RoutingContext context) {
    Parameters.ofQuery(context.queryParams());
    Parameters body = Parameters.ofBody(Bodies.read(context), "enabled");
    SetAutoUpdate request = new SetAutoUpdate(body.requiredFlag("enabled"));
    sessions
        .askRanking(Identity.of(context), request)
        .onSuccess(view -> Bodies.write(context, RankingJson.of(view)))
        .onFailure(context::fail);
  }
}
