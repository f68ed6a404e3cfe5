package br.com.catalogador.web;

import br.com.catalogador.bus.Bus;
import br.com.catalogador.session.message.GetSession;
import br.com.catalogador.session.message.Session;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** {@code GET /api/v1/session}: whose session this is and how it stands. */
final class SessionRoute implements Handler<RoutingContext> {
  private final Bus bus;
  private final WebOptions options;

  SessionRoute(Bus bus, WebOptions options) {
    this.bus = bus;
    this.options = options;
  }

  @Override
  public void handle(RoutingContext context) {
    Parameters.ofQuery(context.queryParams());
    bus.request(Session.address(Identity.of(context).session()), new GetSession())
        .onSuccess(view -> Bodies.write(context, SessionJson.of(view, options.mode())))
        .onFailure(context::fail);
  }
}
