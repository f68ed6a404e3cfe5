package br.com.catalogador.web;

import br.com.catalogador.session.message.CandlesView;
import br.com.catalogador.session.message.GetCandles;
import br.com.catalogador.view.CandleJson;
import br.com.catalogador.view.Limits;
import br.com.catalogador.web.http.Bodies;
import br.com.catalogador.web.http.BodyEncoder;
import br.com.catalogador.web.http.CatalogQuery;
import br.com.catalogador.web.http.Identity;
import br.com.catalogador.web.http.InFlightLimit;
import br.com.catalogador.web.http.Parameters;
import br.com.catalogador.web.http.SessionClient;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** {@code GET /api/v1/candles}: closed candles of an asset, in columns. */
final class CandlesRoute implements Handler<RoutingContext> {
  private static final int DEFAULT_COUNT = 300;

  private final SessionClient sessions;
  private final BodyEncoder encoder;

  CandlesRoute(SessionClient sessions, BodyEncoder encoder) {
    this.sessions = sessions;
    this.encoder = encoder;
  }

  @Override
  public void handle(RoutingContext context) {
    Parameters query = Parameters.ofQuery(context);
    GetCandles request =
        new GetCandles(
            query.requiredText("asset", CatalogQuery.MAX_SYMBOL),
            CatalogQuery.timeframe(query),
            query.wholeNumber("count", DEFAULT_COUNT, 1, Limits.CANDLES),
            query.epochSeconds("to").orElse(null));
    InFlightLimit.reserve(context, (long) request.count() * Limits.CANDLE_BYTES);
    sessions
        .ask(Identity.of(context), request)
        .compose(
            view ->
                encoder.encode(
                    request.count() > Limits.CANDLES_AT_ONCE, () -> json(view).toBuffer()))
        .onSuccess(text -> Bodies.write(context, text))
        .onFailure(context::fail);
  }

  private static JsonObject json(CandlesView view) {
    return new JsonObject()
        .put("asset", view.asset().symbol())
        .put("timeframe", view.closed().timeframe().seconds())
        .mergeIn(CandleJson.columns(view.closed()))
        .put("running", CandleJson.running(view.running()));
  }
}
