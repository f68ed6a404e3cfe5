package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import io.vertx.core.Future;

/** Ends the session's running recording. */
public record StopRecording() implements Request<Session, RecordingView> {
  @Override
  public Future<RecordingView> ask(Session session) {
    return session.stopRecording(this);
  }
}
