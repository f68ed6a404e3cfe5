package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import br.com.catalogador.model.OAuthGrant;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.model.UserId;
import br.com.catalogador.support.Secret;
import io.vertx.core.Future;

/**
 * Stores a renewed access token in the record of the session.
 *
 * @param ssid the new access token
 * @param grant null when it cannot be renewed again
 */
public record StoreRenewal(SessionId session, UserId user, Secret ssid, OAuthGrant grant)
    implements Request<SessionDirectory, Void> {
  @Override
  public Future<Void> ask(SessionDirectory directory) {
    return directory.store(this);
  }
}
