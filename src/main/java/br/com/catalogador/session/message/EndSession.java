package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import io.vertx.core.Future;

/**
 * Asks to end a session for good, at its user's wish.
 *
 * @param user whose it is
 */
public record EndSession(SessionId session, UserId user)
    implements Request<SessionDirectory, Void> {
  @Override
  public Future<Void> ask(SessionDirectory directory) {
    return directory.end(this);
  }
}
