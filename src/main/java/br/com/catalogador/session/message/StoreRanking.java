package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.model.UserId;
import io.vertx.core.Future;

/**
 * Stores a session's last ranking, beside its record.
 *
 * @param ranking text that only the ranking can read; null for none
 */
public record StoreRanking(SessionId session, UserId user, String ranking)
    implements Request<SessionDirectory, Void> {
  @Override
  public Future<Void> ask(SessionDirectory directory) {
    return directory.store(this);
  }
}
