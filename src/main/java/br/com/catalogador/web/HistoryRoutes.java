package br.com.catalogador.web;

import br.com.catalogador.failure.Failure;
import br.com.catalogador.session.message.FetchHistory;
import br.com.catalogador.session.message.GetHistory;
import br.com.catalogador.session.message.StopFetching;
import br.com.catalogador.view.HistoryJson;
import br.com.catalogador.view.Limits;
import br.com.catalogador.web.http.Bodies;
import br.com.catalogador.web.http.CatalogQuery;
import br.com.catalogador.web.http.Identity;
import br.com.catalogador.web.http.Parameters;
import br.com.catalogador.web.http.SessionClient;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;

/** {@code /api/v1/history}: what is known of old candles, and the fetching of what is missing. */
final class HistoryRoutes {
  private static final int ACCEPTED = 202;
  private static final int NO_CONTENT = 204;
  private static final int MAX_ASSETS = 200;

  private final SessionClient sessions;

  HistoryRoutes(SessionClient sessions) {
    this.sessions = sessions;
  }

  /** The handlers by operation id. */
  Map<String, Handler<RoutingContext>> handlers() {
    return Map.of(
        "getHistory", this::get, "fetchHistory", this::fetch, "stopHistoryFetch", this::stop);
  }

  private void get(RoutingContext context) {
    Parameters query = Parameters.ofQuery(context);
    GetHistory request =
        new GetHistory(
            query.requiredText("asset", CatalogQuery.MAX_SYMBOL), CatalogQuery.timeframe(query));
    sessions
        .askHistory(Identity.of(context), request)
        .onSuccess(known -> Bodies.write(context, HistoryJson.known(known)))
        .onFailure(context::fail);
  }

  private void fetch(RoutingContext context) {
    Parameters body = Parameters.ofBody(Bodies.read(context), "assets", "timeframe", "days");
    List<String> assets = body.texts("assets", MAX_ASSETS, CatalogQuery.MAX_SYMBOL);
    if (assets.isEmpty()) {
      throw Failure.invalidParameter("assets", null, "a list of 1 to " + MAX_ASSETS + " symbols");
    }
    FetchHistory request =
        new FetchHistory(
            assets,
            CatalogQuery.timeframe(body),
            body.wholeNumber("days", Limits.DAYS, 1, Limits.DAYS));
    sessions
        .askHistory(Identity.of(context), request)
        .onSuccess(
            from -> {
              context.response().setStatusCode(ACCEPTED);
              Bodies.write(context, new JsonObject().put("wantedFrom", from));
            })
        .onFailure(context::fail);
  }

  private void stop(RoutingContext context) {
    sessions
        .askHistory(Identity.of(context), new StopFetching())
        .onSuccess(ignored -> context.response().setStatusCode(NO_CONTENT).end())
        .onFailure(context::fail);
  }
}
