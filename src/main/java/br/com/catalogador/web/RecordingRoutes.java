package br.com.catalogador.web;

import br.com.catalogador.bus.Request;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.session.message.DeleteRecording;
import br.com.catalogador.session.message.GetRecording;
import br.com.catalogador.session.message.GetRecordingFile;
import br.com.catalogador.session.message.RecordingFile;
import br.com.catalogador.session.message.RecordingView;
import br.com.catalogador.session.message.Recordings;
import br.com.catalogador.session.message.StartRecording;
import br.com.catalogador.session.message.StopRecording;
import br.com.catalogador.view.Limits;
import br.com.catalogador.view.RecordingJson;
import br.com.catalogador.web.http.Bodies;
import br.com.catalogador.web.http.BodyEncoder;
import br.com.catalogador.web.http.Identity;
import br.com.catalogador.web.http.InFlightLimit;
import br.com.catalogador.web.http.SessionClient;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/**
 * {@code /api/v1/recording}: starts, stops, reads and deletes the recording of the user's own
 * session.
 */
final class RecordingRoutes {
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("'gravacao-'yyyyMMdd-HHmmss'.jsonl'").withZone(ZoneOffset.UTC);

  private final SessionClient sessions;
  private final BodyEncoder encoder;

  RecordingRoutes(SessionClient sessions, BodyEncoder encoder) {
    this.sessions = sessions;
    this.encoder = encoder;
  }

  /** The handlers by operation id. */
  Map<String, Handler<RoutingContext>> handlers() {
    return Map.of(
        "getRecording", context -> ask(context, new GetRecording(), answer(context)),
        "startRecording", this::start,
        "stopRecording", context -> ask(context, new StopRecording(), answer(context)),
        "deleteRecording", context -> ask(context, new DeleteRecording(), answer(context)),
        "getRecordingFile", this::file);
  }

  private <R> void ask(RoutingContext context, Request<Recordings, R> request, Consumer<R> answer) {
    sessions
        .askRecording(Identity.of(context), request)
        .onSuccess(answer::accept)
        .onFailure(context::fail);
  }

  private static Consumer<RecordingView> answer(RoutingContext context) {
    return view -> Bodies.write(context, RecordingJson.of(view));
  }

  private void start(RoutingContext context) {
    ask(context, new StartRecording(Identity.of(context).token()), answer(context));
  }

  private void file(RoutingContext context) {
    ask(context, new GetRecordingFile(), file -> send(context, file));
  }

  /** The stored gzip goes out as it is; only a client without gzip has it unpacked. */
  private void send(RoutingContext context, RecordingFile file) {
    String accepted = context.request().getHeader("Accept-Encoding");
    boolean gzip = accepted != null && accepted.contains("gzip");
    try {
      InFlightLimit.reserve(context, gzip ? file.gzip().length : Limits.RECORDING_BYTES);
    } catch (Failure e) {
      context.fail(e);
      return;
    }
    Future<Buffer> body =
        encoder.encode(true, () -> Buffer.buffer(gzip ? file.gzip() : unpacked(file)));
    body.onSuccess(
            bytes -> {
              context
                  .response()
                  .putHeader("Content-Type", "application/jsonl")
                  // Set in both cases, so that the server does not compress on the event loop.
                  .putHeader("Content-Encoding", gzip ? "gzip" : "identity")
                  .putHeader(
                      "Content-Disposition",
                      "attachment; filename=\"" + NAME.format(file.begin()) + "\"");
              InFlightLimit.send(context, bytes);
            })
        .onFailure(context::fail);
  }

  private static byte[] unpacked(RecordingFile file) {
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(file.gzip()))) {
      return gzip.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
  }
}
