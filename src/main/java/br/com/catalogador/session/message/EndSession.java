package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.model.UserId;
import io.vertx.core.Future;

/**
 * Logs a user out: revokes one token of a session, or all of them.
 *
 * @param user the session's user
 * @param token the token used for the request
 * @param tokenExpiresAt epoch seconds
 * @param all whether all tokens of the session are revoked
 */
public record EndSession(
    SessionId session, UserId user, String token, long tokenExpiresAt, boolean all)
    implements Request<SessionDirectory, Void> {
  @Override
  public Future<Void> ask(SessionDirectory directory) {
    return directory.end(this);
  }
}
