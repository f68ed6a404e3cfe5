package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import br.com.catalogador.model.OAuthGrant;
import br.com.catalogador.support.Secret;
import io.vertx.core.Future;
import java.util.List;

/**
 * Replaces the tokens of a session, after another login or a logout. Only on the session's own
 * server.
 *
 * @param ssid the broker's session id of the new login; null after a logout
 * @param grant renews it; null for none
 * @param tokens all tokens of the session
 */
public record RenewLogin(Secret ssid, OAuthGrant grant, List<LoginToken> tokens)
    implements Request<Session, Void> {
  public RenewLogin {
    tokens = List.copyOf(tokens);
  }

  @Override
  public Future<Void> ask(Session session) {
    return session.renew(this);
  }
}
