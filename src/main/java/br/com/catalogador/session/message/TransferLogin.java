package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.model.UserId;
import io.vertx.core.Future;

/**
 * Tells the server that has a user's session that he has logged in on another one.
 *
 * @param sealed what the login has brought, readable only with the secret that all servers share
 */
public record TransferLogin(UserId user, String sealed) implements Request<SessionHost, SessionId> {
  @Override
  public Future<SessionId> ask(SessionHost host) {
    return host.transfer(this);
  }
}
