package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.model.UserId;
import io.vertx.core.Future;

/** Asks another server whether a session is deployed there. */
public record FindHostedSession(SessionId session, UserId user)
    implements Request<SessionHost, Boolean> {
  @Override
  public Future<Boolean> ask(SessionHost host) {
    return host.find(this);
  }
}
