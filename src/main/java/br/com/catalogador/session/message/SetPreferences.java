package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import io.vertx.core.Future;

/** Asks to remember a user's preferences; answers them. */
public record SetPreferences(Preferences.Changes changes) implements Request<Session, Preferences> {
  @Override
  public Future<Preferences> ask(Session session) {
    return session.prefer(this);
  }
}
