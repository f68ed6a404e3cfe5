package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.model.UserId;
import br.com.catalogador.support.Secret;
import io.vertx.core.Future;

/**
 * Ends a session whose access token has expired and could not be renewed.
 *
 * @param ssid the expired token
 */
public record EndExpired(SessionId session, UserId user, Secret ssid)
    implements Request<SessionDirectory, Void> {
  @Override
  public Future<Void> ask(SessionDirectory directory) {
    return directory.end(this);
  }
}
