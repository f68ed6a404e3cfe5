package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import io.vertx.core.Future;

/** Asks to look in the store now whether this server still owns the sessions that it has. */
public record VerifyOwnership() implements Request<SessionDirectory, Void> {
  @Override
  public Future<Void> ask(SessionDirectory directory) {
    return directory.verify(this);
  }
}
