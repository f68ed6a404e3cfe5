package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import br.com.catalogador.support.Secret;
import io.vertx.core.Future;

/**
 * Logs a user in.
 *
 * @param network the user's network, a key of the limits: an IPv4 address or an IPv6 /64
 * @param device the device cookie from the last {@link LoginDone}; empty for none
 */
public record Login(String email, Secret password, String network, String device)
    implements Request<LoginService, LoginResult> {
  @Override
  public Future<LoginResult> ask(LoginService service) {
    return service.login(this);
  }
}
