package br.com.catalogador.view;

import br.com.catalogador.analysis.message.AnalysisResult;
import br.com.catalogador.session.message.CatalogView;
import br.com.catalogador.session.message.GetCatalog;
import br.com.catalogador.strategy.Pattern;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;

/** A catalog as {@code GET /api/v1/catalog} answers it. */
public final class CatalogAnswer {
  private CatalogAnswer() {}

  public static JsonObject of(GetCatalog request, CatalogView view) {
    AnalysisResult analyzed = view.analyzed();
    return CatalogJson.catalog(
            asset(view),
            view.candles(),
            analyzed.settings(),
            analyzed.catalog(),
            analyzed.summary(),
            analyzed.forming())
        .put("plan", plan(request))
        .put("candles", CandleJson.columns(view.candles()))
        .put(
            "stats",
            new JsonObject()
                .put("source", view.source().name().toLowerCase(Locale.ROOT))
                .put("brokerRequests", view.brokerRequests()));
  }

  /** Which candles a quadrant reads, as seconds from its start: for marking them in a chart. */
  private static JsonObject plan(GetCatalog request) {
    int candle = request.timeframe().seconds();
    Pattern pattern = request.strategy().pattern(request.timeframe());
    List<Integer> attempts = pattern.attempts().subList(0, request.martingale() + 1);
    return new JsonObject()
        .put("block", pattern.blockCandles() * candle)
        .put("analysed", seconds(pattern.analyzed(), candle))
        .put("attempts", seconds(attempts, candle));
  }

  private static JsonArray seconds(List<Integer> offsets, int candle) {
    return new JsonArray(offsets.stream().map(offset -> offset * candle).toList());
  }

  private static JsonObject asset(CatalogView view) {
    return new JsonObject()
        .put("id", view.asset().id())
        .put("symbol", view.asset().symbol())
        .put("name", view.asset().name())
        .put("payout", view.asset().payout());
  }
}
