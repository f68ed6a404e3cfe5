package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import io.vertx.core.Future;

/** Asks to store a user's preferences in the record of his session. */
public record KeepPreferences(SessionId session, UserId user, Preferences preferences)
    implements Request<SessionDirectory, Void> {
  @Override
  public Future<Void> ask(SessionDirectory directory) {
    return directory.keep(this);
  }
}
