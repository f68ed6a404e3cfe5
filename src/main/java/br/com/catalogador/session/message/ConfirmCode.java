package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import io.vertx.core.Future;

/**
 * Tells the code of a second factor.
 *
 * @param challenge the {@link Challenge}'s id
 * @param network where the user comes from, what limits count by: an IPv4 address or an IPv6 /64
 */
public record ConfirmCode(String challenge, String code, String network)
    implements Request<LoginService, LoginDone> {
  @Override
  public Future<LoginDone> ask(LoginService service) {
    return service.confirm(this);
  }
}
