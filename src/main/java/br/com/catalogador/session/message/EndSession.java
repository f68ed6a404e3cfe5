package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import br.com.catalogador.session.message.SessionEnded.Reason;
import io.vertx.core.Future;

/** Asks to end a session, and says why. */
public record EndSession(SessionId session, Reason reason)
    implements Request<SessionDirectory, Void> {
  @Override
  public Future<Void> ask(SessionDirectory directory) {
    return directory.end(this);
  }
}
