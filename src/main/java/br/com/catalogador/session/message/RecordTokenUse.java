package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import br.com.catalogador.model.UserId;
import io.vertx.core.Future;

/**
 * Records the use of one of a session's tokens.
 *
 * @param user the token's {@code sub}
 * @param token the token's id
 */
public record RecordTokenUse(UserId user, String token) implements Request<Session, Void> {
  @Override
  public Future<Void> ask(Session session) {
    return session.recordTokenUse(this);
  }
}
