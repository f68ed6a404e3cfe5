package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import io.vertx.core.Future;

/** Passivates all sessions because the server stops; their records stay. */
public record PassivateAll() implements Request<SessionDirectory, Void> {
  @Override
  public Future<Void> ask(SessionDirectory directory) {
    return directory.passivateAll(this);
  }
}
