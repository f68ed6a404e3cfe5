package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import io.vertx.core.Future;

/** Deletes the session's recording, also a running one. */
public record DeleteRecording() implements Request<Recordings, RecordingView> {
  @Override
  public Future<RecordingView> ask(Recordings recordings) {
    return recordings.delete(this);
  }
}
