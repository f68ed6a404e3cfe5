package br.com.catalogador.web;

import br.com.catalogador.candle.file.CandleFile;
import br.com.catalogador.candle.file.CandleFormatException;
import br.com.catalogador.candle.file.CandleReader;
import br.com.catalogador.candle.file.ReadOptions;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.session.message.GetSession;
import br.com.catalogador.view.CandleFileJson;
import br.com.catalogador.web.http.Bodies;
import br.com.catalogador.web.http.CandleFileQuery;
import br.com.catalogador.web.http.CandleUpload;
import br.com.catalogador.web.http.Identity;
import br.com.catalogador.web.http.Parameters;
import br.com.catalogador.web.http.SessionClient;
import br.com.catalogador.web.http.Texts;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * {@code POST /api/v1/candles/read}: reads a file of candles of any program, and answers what was
 * understood with the candles. Nothing of it is kept.
 */
final class CandleFileRoute implements Handler<RoutingContext> {
  static final String OPERATION = "readCandles";

  private final SessionClient sessions;
  private final CandleUpload uploads;
  private final InstantSource time;

  CandleFileRoute(Vertx vertx, SessionClient sessions, InstantSource time) {
    this.sessions = sessions;
    this.uploads = new CandleUpload(vertx);
    this.time = time;
  }

  @Override
  public void handle(RoutingContext context) {
    ReadOptions options = CandleFileQuery.read(Parameters.ofQuery(context), time.instant());
    CandleUpload.require(context);
    Locale locale = Locale.forLanguageTag(Texts.languageOf(context));
    sessions
        .ask(Identity.of(context), new GetSession())
        .compose(ignored -> read(context, options, locale))
        .onFailure(context::fail);
  }

  private Future<Void> read(RoutingContext context, ReadOptions options, Locale locale) {
    uploads.enter(context);
    return uploads
        .receive(
            context,
            (name, file) -> {
              try {
                return CandleReader.read(file, options.withFileName(name));
              } catch (CandleFormatException e) {
                throw Failure.of(
                    FailureKind.CANDLES_UNREADABLE, Map.of("reason", e.message(locale)));
              }
            })
        .compose(read -> answer(context, read, locale))
        .onComplete(ignored -> uploads.leave(context));
  }

  private Future<Void> answer(RoutingContext context, CandleFile read, Locale locale) {
    String accepted = context.request().getHeader("Accept-Encoding");
    boolean gzip = accepted != null && accepted.contains("gzip");
    context
        .response()
        .putHeader("Content-Type", Bodies.JSON)
        // Set in both cases, so that the server does not compress on the event loop.
        .putHeader("Content-Encoding", gzip ? "gzip" : "identity");
    return uploads.send(
        context, out -> write(gzip ? new GZIPOutputStream(out, 1 << 13) : out, read, locale));
  }

  private static void write(OutputStream out, CandleFile read, Locale locale) throws IOException {
    try (Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8)) {
      CandleFileJson json = new CandleFileJson(text, false, locale);
      json.add("", read);
      json.end();
    }
  }
}
