package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.model.UserId;
import io.vertx.core.Future;

/**
 * Deploys a session that has no verticle. Only for sessions named in a token whose signature has
 * been verified.
 *
 * @param session the token's {@code sid}
 * @param user the token's {@code sub}
 */
public record Activate(SessionId session, UserId user) implements Request<SessionDirectory, Void> {
  @Override
  public Future<Void> ask(SessionDirectory directory) {
    return directory.activate(this);
  }
}
