package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import io.vertx.core.Future;

/** Reads the state of the session's recording. */
public record GetRecording() implements Request<Session, RecordingView> {
  @Override
  public Future<RecordingView> ask(Session session) {
    return session.recording(this);
  }
}
