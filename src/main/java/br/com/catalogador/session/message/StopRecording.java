package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import io.vertx.core.Future;

/** Ends the session's running recording. */
public record StopRecording() implements Request<Recordings, RecordingView> {
  @Override
  public Future<RecordingView> ask(Recordings recordings) {
    return recordings.stop(this);
  }
}
