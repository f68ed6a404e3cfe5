package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import br.com.catalogador.support.Secret;
import io.vertx.core.Future;

/**
 * Asks to log a user in.
 *
 * @param network where he comes from, what limits count by: an IPv4 address or an IPv6 /64
 * @param device what {@link LoginDone} gave his browser before; empty when it has nothing
 */
public record Login(String email, Secret password, String network, String device)
    implements Request<LoginService, LoginResult> {
  @Override
  public Future<LoginResult> ask(LoginService service) {
    return service.login(this);
  }
}
