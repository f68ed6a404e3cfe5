package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import io.vertx.core.Future;

/**
 * Has another code of a second factor sent.
 *
 * @param challenge the {@link Challenge}'s id
 * @param method one of the challenge's methods; empty for the same as before
 * @param network the user's network, a key of the limits: an IPv4 address or an IPv6 /64
 */
public record ResendCode(String challenge, String method, String network)
    implements Request<LoginService, Challenge> {
  @Override
  public Future<Challenge> ask(LoginService service) {
    return service.resend(this);
  }
}
