package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import io.vertx.core.Future;

/** Reads the state of the session's recording. */
public record GetRecording() implements Request<Recordings, RecordingView> {
  @Override
  public Future<RecordingView> ask(Recordings recordings) {
    return recordings.view(this);
  }
}
