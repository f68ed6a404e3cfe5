package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import io.vertx.core.Future;

/**
 * Confirms the code of a second factor.
 *
 * @param challenge the {@link Challenge}'s id
 * @param network the user's network, a key of the limits: an IPv4 address or an IPv6 /64
 */
public record ConfirmCode(String challenge, String code, String network)
    implements Request<LoginService, LoginDone> {
  @Override
  public Future<LoginDone> ask(LoginService service) {
    return service.confirm(this);
  }
}
