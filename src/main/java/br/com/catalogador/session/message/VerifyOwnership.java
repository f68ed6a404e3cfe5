package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import io.vertx.core.Future;

/** Checks in the store at once whether this server still owns its sessions. */
public record VerifyOwnership() implements Request<SessionDirectory, Void> {
  @Override
  public Future<Void> ask(SessionDirectory directory) {
    return directory.verify(this);
  }
}
