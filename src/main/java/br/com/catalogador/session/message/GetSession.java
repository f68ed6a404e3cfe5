package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import io.vertx.core.Future;

/** Asks how the session stands. */
public record GetSession() implements Request<Session, SessionView> {
  @Override
  public Future<SessionView> ask(Session session) {
    return session.view(this);
  }
}
