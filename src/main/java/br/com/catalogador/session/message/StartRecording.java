package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import io.vertx.core.Future;

/**
 * Starts a recording of the session.
 *
 * @param token the token of the request; the recording ends with it
 */
public record StartRecording(String token) implements Request<Recordings, RecordingView> {
  @Override
  public Future<RecordingView> ask(Recordings recordings) {
    return recordings.start(this);
  }
}
