package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import br.com.catalogador.support.Secret;
import io.vertx.core.Future;

/**
 * Finishes a login on the broker's own page, after the broker has sent the browser back.
 *
 * @param state from the address to which the broker has sent the browser; empty for none
 * @param code the broker's code; empty for none
 * @param error the broker's error; empty for none
 * @param attempt from {@link OAuthBegun}, as the browser has kept it; empty for none
 * @param network the user's network, a key of the limits: an IPv4 address or an IPv6 /64
 */
public record FinishOAuth(Secret state, Secret code, String error, Secret attempt, String network)
    implements Request<LoginService, LoggedIn> {
  @Override
  public Future<LoggedIn> ask(LoginService service) {
    return service.finishOAuth(this);
  }
}
