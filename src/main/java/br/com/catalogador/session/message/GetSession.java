package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import io.vertx.core.Future;

/** Reads the session's view. */
public record GetSession() implements Request<Session, SessionView> {
  @Override
  public Future<SessionView> ask(Session session) {
    return session.view(this);
  }
}
