package br.com.catalogador.web;

import br.com.catalogador.bus.Bus;
import br.com.catalogador.ranking.message.Rankings;
import br.com.catalogador.ranking.message.SetAutoUpdate;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** {@code PUT /api/v1/ranking/auto-update}: whether single analyses enter the ranking. */
final class AutoUpdateRoute implements Handler<RoutingContext> {
  private final Bus bus;

  AutoUpdateRoute(Bus bus) {
    this.bus = bus;
  }

  @Override
  public void handle(RoutingContext context) {
    Parameters.ofQuery(context.queryParams());
    Parameters body = Parameters.ofBody(Bodies.read(context), "enabled");
    SetAutoUpdate request = new SetAutoUpdate(body.requiredFlag("enabled"));
    bus.request(Rankings.address(Identity.of(context).session()), request)
        .onSuccess(view -> Bodies.write(context, RankingJson.of(view)))
        .onFailure(context::fail);
  }
}
