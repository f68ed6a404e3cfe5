package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import io.vertx.core.Future;

/**
 * Asks for another code of a second factor.
 *
 * @param challenge the {@link Challenge}'s id
 * @param method one of the challenge's methods; empty for the same as before
 * @param network where the user comes from, what limits count by: an IPv4 address or an IPv6 /64
 */
public record ResendCode(String challenge, String method, String network)
    implements Request<LoginService, Challenge> {
  @Override
  public Future<Challenge> ask(LoginService service) {
    return service.resend(this);
  }
}
