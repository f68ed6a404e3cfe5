package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import io.vertx.core.Future;

/** Asks a server whether it has a session. */
public record HostSession(SessionId session, UserId user) implements Request<SessionHost, Boolean> {
  @Override
  public Future<Boolean> ask(SessionHost host) {
    return host.host(this);
  }
}
