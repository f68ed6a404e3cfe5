package br.com.catalogador.session.message;

import br.com.catalogador.bus.Address;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.model.SessionId;
import io.vertx.core.Future;
import java.time.Duration;

/**
 * The recording of what one session exchanges with the broker, of which there is at most one. It
 * ends by itself after ten minutes and is deleted ten minutes later, with the token that started
 * it, or when the session leaves its server. All operations count as use of the session.
 */
public interface Recordings {

  /** Routes send here; the session's verticle answers, as at {@link Session#address}. */
  static Address<Recordings> address(SessionId session) {
    return new Address<>(
        "session." + session.value() + ".recording",
        Duration.ofSeconds(60),
        FailureKind.INTERRUPTED,
        Session.clusterName(session));
  }

  /**
   * Starts a recording in place of one that has ended. Fails with RECORDING_RUNNING, or with
   * RECORDINGS_FULL when this server has as many as it may.
   */
  Future<RecordingView> start(StartRecording request);

  /** Ends the recording. Fails with RECORDING_NOT_RUNNING. */
  Future<RecordingView> stop(StopRecording request);

  /** Deletes the recording, in any state. */
  Future<RecordingView> delete(DeleteRecording request);

  Future<RecordingView> view(GetRecording request);

  /**
   * The text of a recording that has ended. Fails with RECORDING_RUNNING, or with RECORDING_MISSING
   * when there is none.
   */
  Future<RecordingFile> file(GetRecordingFile request);
}
