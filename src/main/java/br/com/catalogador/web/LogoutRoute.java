package br.com.catalogador.web;

import br.com.catalogador.bus.Bus;
import br.com.catalogador.session.message.EndSession;
import br.com.catalogador.session.message.SessionDirectory;
import br.com.catalogador.web.http.Bodies;
import br.com.catalogador.web.http.BodyReader;
import br.com.catalogador.web.http.Identity;
import br.com.catalogador.web.http.Parameters;
import br.com.catalogador.web.http.TokenCookie;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/**
 * {@code POST /api/v1/logout}: ends the caller's token, and with {@code {"all":true}} every token
 * of the user. With the last one the session and its broker socket end.
 */
final class LogoutRoute implements Handler<RoutingContext> {
  private static final int NO_CONTENT = 204;

  private final Bus bus;
  private final TokenCookie cookies;

  LogoutRoute(Bus bus, TokenCookie cookies) {
    this.bus = bus;
    this.cookies = cookies;
  }

  @Override
  public void handle(RoutingContext context) {
    boolean all = BodyReader.of(context).length() > 0 && all(context);
    Identity who = Identity.of(context);
    EndSession end =
        new EndSession(
            who.session(), who.user(), who.token(), who.expiresAt().getEpochSecond(), all);
    bus.request(SessionDirectory.ADDRESS, end)
        .onSuccess(
            ignored -> {
              cookies.end(context);
              context.response().setStatusCode(NO_CONTENT).end();
            })
        .onFailure(context::fail);
  }

  private static boolean all(RoutingContext context) {
    return Parameters.ofBody(Bodies.read(context), "all").flag("all", false);
  }
}
