package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import io.vertx.core.Future;

/** Asks another server whether it reaches the session store. */
public record GetStoreReachable() implements Request<SessionHost, Boolean> {
  @Override
  public Future<Boolean> ask(SessionHost host) {
    return host.isStoreReachable(this);
  }
}
