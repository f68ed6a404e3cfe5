package br.com.catalogador.web;

import br.com.catalogador.analysis.message.Analysis;
import br.com.catalogador.analysis.message.AnalysisResult;
import br.com.catalogador.bus.Bus;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.session.message.CatalogView;
import br.com.catalogador.session.message.GetCatalog;
import br.com.catalogador.session.message.GetSession;
import br.com.catalogador.strategy.Catalog;
import br.com.catalogador.strategy.Row;
import br.com.catalogador.view.CatalogCsv;
import br.com.catalogador.view.CatalogJson;
import br.com.catalogador.web.http.Bodies;
import br.com.catalogador.web.http.BodyEncoder;
import br.com.catalogador.web.http.BodyReader;
import br.com.catalogador.web.http.Format;
import br.com.catalogador.web.http.Identity;
import br.com.catalogador.web.http.Parameters;
import br.com.catalogador.web.http.SessionClient;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * {@code POST /api/v1/catalog}: the catalog of candles that the caller sends, as JSON or CSV. They
 * are not kept.
 */
final class OwnCatalogRoute implements Handler<RoutingContext> {
  static final String OPERATION = "catalogOwnCandles";

  private final Bus bus;
  private final SessionClient sessions;
  private final BodyEncoder workers;

  OwnCatalogRoute(Bus bus, SessionClient sessions, BodyEncoder workers) {
    this.bus = bus;
    this.sessions = sessions;
    this.workers = workers;
  }

  @Override
  public void handle(RoutingContext context) {
    Format format = Format.of(context, Parameters.ofQuery(context));
    Bodies.requireType(context, Bodies.JSON);
    sessions
        .ask(Identity.of(context), new GetSession())
        .compose(ignored -> workers.compute(() -> OwnQuestion.read(BodyReader.of(context))))
        .compose(question -> answer(context, format, question))
        .onFailure(context::fail);
  }

  private Future<Void> answer(RoutingContext context, Format format, OwnQuestion question) {
    return bus.request(Analysis.ADDRESS, question.analyze())
        .compose(result -> workers.encode(true, () -> text(format, question, result)))
        .map(
            text -> {
              format.name(context, () -> question.catalog().asset());
              format.write(context, text);
              return null;
            });
  }

  private static Buffer text(Format format, OwnQuestion question, AnalysisResult result) {
    GetCatalog catalog = question.catalog();
    boolean days = catalog.settings().days() > 0;
    List<Row> all = result.catalog().rows();
    List<Row> rows = days ? CatalogView.newest(all, catalog.rowsBefore()) : all;
    if (format.csv()) {
      return Buffer.buffer(CatalogCsv.of(rows, catalog.settings()));
    }
    JsonObject asset =
        new JsonObject()
            .putNull("id")
            .put("symbol", catalog.asset())
            .put("name", catalog.asset())
            .put("payout", catalog.payout());
    CandleSeries candles = CatalogView.readBy(rows, catalog.settings(), question.candles());
    return CatalogJson.ofOwn(
            asset,
            days ? CatalogView.newest(candles, catalog.rowsBefore()) : candles,
            question.own(),
            catalog.settings(),
            question.now(),
            new Catalog(rows, result.catalog().skipped(), result.catalog().afterHits()),
            result.summary(),
            result.forming())
        .toBuffer();
  }
}
