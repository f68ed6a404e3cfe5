package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import br.com.catalogador.bus.Secret;
import io.vertx.core.Future;

/**
 * Asks to log a user in.
 *
 * @param clientAddress the network address he comes from, for the limit on attempts
 */
public record Login(String email, Secret password, String clientAddress)
    implements Request<SessionDirectory, LoginResult> {
  @Override
  public Future<LoginResult> ask(SessionDirectory directory) {
    return directory.login(this);
  }
}
