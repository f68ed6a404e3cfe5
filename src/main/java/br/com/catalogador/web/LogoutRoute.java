package br.com.catalogador.web;

import br.com.catalogador.bus.Bus;
import br.com.catalogador.session.message.EndSession;
import br.com.catalogador.session.message.SessionDirectory;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/** {@code POST /api/v1/logout}: ends the session and its broker socket. */
final class LogoutRoute implements Handler<RoutingContext> {
  private static final int NO_CONTENT = 204;

  private final Bus bus;

  LogoutRoute(Bus bus) {
    this.bus = bus;
  }

  @Override
  public void handle(RoutingContext context) {
    Parameters.ofQuery(context.queryParams());
    Identity who = Identity.of(context);
    bus.request(SessionDirectory.ADDRESS, new EndSession(who.session(), who.user()))
        .onSuccess(
            ended ->
                context
                    .response()
                    .addCookie(Authentication.cookie("", Duration.ZERO, false))
                    .setStatusCode(NO_CONTENT)
                    .end())
        .onFailure(context::fail);
  }
}
