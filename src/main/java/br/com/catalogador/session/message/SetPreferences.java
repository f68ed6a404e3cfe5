package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import io.vertx.core.Future;

/** Changes a user's preferences; answers all of them. */
public record SetPreferences(Preferences.Changes changes) implements Request<Session, Preferences> {
  @Override
  public Future<Preferences> ask(Session session) {
    return session.setPreferences(this);
  }
}
