package br.com.catalogador.web;

import br.com.catalogador.session.message.GetSession;
import br.com.catalogador.view.SessionJson;
import br.com.catalogador.web.http.Bodies;
import br.com.catalogador.web.http.Identity;
import br.com.catalogador.web.http.SessionClient;
import br.com.catalogador.web.http.WebOptions;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** {@code GET /api/v1/session}: the user and the state of the session. */
final class SessionRoute implements Handler<RoutingContext> {
  private final SessionClient sessions;
  private final WebOptions options;

  SessionRoute(SessionClient sessions, WebOptions options) {
    this.sessions = sessions;
    this.options = options;
  }

  @Override
  public void handle(RoutingContext context) {
    Identity who = Identity.of(context);
    sessions
        .ask(who, new GetSession())
        .onSuccess(view -> Bodies.write(context, SessionJson.of(view, options.mode(), who.token())))
        .onFailure(context::fail);
  }
}
