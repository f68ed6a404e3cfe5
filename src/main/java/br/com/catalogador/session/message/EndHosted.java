package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import io.vertx.core.Future;

/** Forwards a logout to the server that has the session. */
public record EndHosted(EndSession end) implements Request<SessionHost, Boolean> {
  @Override
  public Future<Boolean> ask(SessionHost host) {
    return host.end(this);
  }
}
