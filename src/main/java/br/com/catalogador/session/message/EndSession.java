package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.model.UserId;
import io.vertx.core.Future;

/**
 * Asks to end one token of a session, or all of them, at its user's wish.
 *
 * @param user whose session it is
 * @param token the one that is used to ask
 * @param tokenExpiresAt epoch seconds
 * @param all whether every token ends, not only this one
 */
public record EndSession(
    SessionId session, UserId user, String token, long tokenExpiresAt, boolean all)
    implements Request<SessionDirectory, Void> {
  @Override
  public Future<Void> ask(SessionDirectory directory) {
    return directory.end(this);
  }
}
