package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import br.com.catalogador.support.Secret;
import io.vertx.core.Future;
import java.util.List;

/**
 * Tells a session that its user has logged in again, or that one of his tokens has ended. Only on
 * the session's own server.
 *
 * @param ssid what the broker gave for the new login; null when there was none
 * @param tokens all tokens of the session from now on
 */
public record RenewLogin(Secret ssid, List<LoginToken> tokens) implements Request<Session, Void> {
  public RenewLogin {
    tokens = List.copyOf(tokens);
  }

  @Override
  public Future<Void> ask(Session session) {
    return session.renew(this);
  }
}
