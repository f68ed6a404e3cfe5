package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import io.vertx.core.Future;

/** Deletes the session's recording, also a running one. */
public record DeleteRecording() implements Request<Session, RecordingView> {
  @Override
  public Future<RecordingView> ask(Session session) {
    return session.deleteRecording(this);
  }
}
