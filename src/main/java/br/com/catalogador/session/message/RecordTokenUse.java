package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import br.com.catalogador.model.UserId;
import io.vertx.core.Future;

/**
 * Tells a session that one of its tokens is in use.
 *
 * @param user the token's {@code sub}
 * @param token its id
 */
public record RecordTokenUse(UserId user, String token) implements Request<Session, Void> {
  @Override
  public Future<Void> ask(Session session) {
    return session.use(this);
  }
}
