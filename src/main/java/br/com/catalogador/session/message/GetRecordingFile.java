package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import io.vertx.core.Future;

/** Reads the text of the session's recording. */
public record GetRecordingFile() implements Request<Session, RecordingFile> {
  @Override
  public Future<RecordingFile> ask(Session session) {
    return session.recordingFile(this);
  }
}
