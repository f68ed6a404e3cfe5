package br.com.catalogador.view;

import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.session.message.GetCatalog;
import br.com.catalogador.strategy.CatalogSettings;
import br.com.catalogador.strategy.ConditionTexts;
import br.com.catalogador.watch.message.WatchUpdate;
import br.com.catalogador.watch.message.WatchUpdate.CatalogChanged;
import br.com.catalogador.watch.message.WatchUpdate.RunningCandleChanged;
import br.com.catalogador.watch.message.Watched;
import io.vertx.core.json.JsonObject;

/** Writes the updates of a watched catalog as JSON. */
public final class WatchJson {
  private WatchJson() {}

  /**
   * The answer to a watch request: that of {@code GET /api/v1/catalog}, with the running candle.
   */
  public static JsonObject watched(Watched watched) {
    return CatalogJson.of(watched.catalog()).put("running", CandleJson.running(watched.running()));
  }

  public static JsonObject update(WatchUpdate update) {
    return update instanceof RunningCandleChanged changed
        ? running(changed)
        : catalog((CatalogChanged) update);
  }

  private static JsonObject running(RunningCandleChanged update) {
    return new JsonObject()
        .put("asset", update.asset())
        .put("timeframe", update.timeframe().seconds())
        .put("running", CandleJson.running(update.running()));
  }

  private static JsonObject catalog(CatalogChanged update) {
    CandleSeries candles = update.candles();
    JsonObject json = new JsonObject();
    if (update.coverage() != null) {
      json.put("coverage", CatalogJson.coverage(update.coverage()));
    }
    return json.put("asset", update.query().asset())
        .put("timeframe", update.query().settings().timeframe().seconds())
        .put("parameters", parameters(update.query()))
        .put("payout", update.asset().payout())
        .put("computedAt", update.computedAt())
        .put("dataTo", update.dataTo())
        .put("skipped", update.skipped())
        .put(
            "candle",
            candles.isEmpty() ? null : CandleJson.candle(candles.candle(candles.size() - 1)))
        .put("candles", CandleJson.columns(candles))
        .put("rowsChanged", CatalogJson.rows(update.rowsChanged()))
        .put("summary", CatalogJson.summary(update.summary()))
        .put("afterHits", CatalogJson.afterHits(update.afterHits()))
        .put("forming", CatalogJson.forming(update.forming()));
  }

  /**
   * The requested parameters, by which a page recognizes its own watch; a null payout means the
   * asset's own, conditions that are not given are left out.
   */
  private static JsonObject parameters(GetCatalog query) {
    CatalogSettings settings = query.settings();
    JsonObject parameters = new JsonObject();
    ConditionTexts.of(settings.conditions()).forEach(parameters::put);
    if (settings.days() > 0) {
      parameters.put("days", settings.days());
    }
    return parameters
        .put("asset", query.asset())
        .put("timeframe", settings.timeframe().seconds())
        .put("quadrants", settings.quadrants())
        .put("strategy", settings.strategy().id())
        .put("martingale", settings.martingale())
        .put("tie", settings.tie().wireName())
        .put("payout", query.payout())
        .put("multiplier", query.multiplier())
        .put("recover", query.recover());
  }
}
