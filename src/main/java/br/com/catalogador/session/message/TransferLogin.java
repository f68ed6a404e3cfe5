package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.model.UserId;
import io.vertx.core.Future;

/**
 * Passes a login on to the server that has the user's session.
 *
 * @param sealed the encrypted login, readable only with the secret that all servers share
 */
public record TransferLogin(UserId user, String sealed) implements Request<SessionHost, SessionId> {
  @Override
  public Future<SessionId> ask(SessionHost host) {
    return host.transfer(this);
  }
}
