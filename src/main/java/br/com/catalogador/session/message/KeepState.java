package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import io.vertx.core.Future;

/** Asks to keep a session's state in its record, in place of what was kept before. */
public record KeepState(SessionId session, UserId user, SessionState state)
    implements Request<SessionDirectory, Void> {
  @Override
  public Future<Void> ask(SessionDirectory directory) {
    return directory.keep(this);
  }
}
