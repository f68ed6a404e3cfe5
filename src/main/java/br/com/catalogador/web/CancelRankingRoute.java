package br.com.catalogador.web;

import br.com.catalogador.bus.Bus;
import br.com.catalogador.ranking.message.CancelRanking;
import br.com.catalogador.ranking.message.Rankings;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** {@code POST /api/v1/ranking/cancel}: ends the run and keeps what is done. */
final class CancelRankingRoute implements Handler<RoutingContext> {
  private final Bus bus;

  CancelRankingRoute(Bus bus) {
    this.bus = bus;
  }

  @Override
  public void handle(RoutingContext context) {
    Parameters.ofQuery(context.queryParams());
    bus.request(Rankings.address(Identity.of(context).session()), new CancelRanking())
        .onSuccess(view -> Bodies.write(context, RankingJson.of(view)))
        .onFailure(context::fail);
  }
}
