package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import io.vertx.core.Future;

/** Asks the server that has a session to end it for good, at its user's wish. */
public record EndHosted(SessionId session, UserId user) implements Request<SessionHost, Boolean> {
  @Override
  public Future<Boolean> ask(SessionHost host) {
    return host.end(this);
  }
}
