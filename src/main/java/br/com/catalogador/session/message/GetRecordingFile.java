package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import io.vertx.core.Future;

/** Reads the text of the session's recording. */
public record GetRecordingFile() implements Request<Recordings, RecordingFile> {
  @Override
  public Future<RecordingFile> ask(Recordings recordings) {
    return recordings.file(this);
  }
}
