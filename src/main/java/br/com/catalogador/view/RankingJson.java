package br.com.catalogador.view;

import br.com.catalogador.ranking.message.RankingEntry;
import br.com.catalogador.ranking.message.RankingError;
import br.com.catalogador.ranking.message.RankingOrder;
import br.com.catalogador.ranking.message.RankingParameters;
import br.com.catalogador.ranking.message.RankingView;
import br.com.catalogador.ranking.message.RankingView.Progress;
import br.com.catalogador.stats.Luck;
import br.com.catalogador.stats.Summary;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/**
 * Writes a ranking as the JSON of {@code GET /api/v1/ranking}, which is also sent on the event-bus
 * bridge. Every field is written, absent values as null.
 */
public final class RankingJson {
  private static final int TOP = 5;

  private RankingJson() {}

  public static JsonObject of(RankingView view) {
    RankingParameters parameters = view.parameters();
    RankingOrder order = parameters == null ? RankingOrder.WIN_RATE : parameters.order();
    List<JsonObject> entries =
        view.entries().stream().map(entry -> entry(entry, parameters)).toList();
    return new JsonObject()
        .put("id", view.id())
        .put("status", view.status().name())
        .put("parameters", parameters == null ? null : parameters(parameters))
        .put("progress", progress(view.progress()))
        .put("order", order.wireName())
        .put("top", new JsonArray(entries.stream().limit(TOP).toList()))
        .put("entries", new JsonArray(entries))
        .put("luck", view.luck() == null ? null : luck(view.luck()))
        .put("errors", new JsonArray(view.errors().stream().map(RankingJson::error).toList()))
        .put("startedAt", text(view.startedAt()))
        .put("finishedAt", text(view.finishedAt()))
        .put("autoUpdate", view.autoUpdate());
  }

  private static String text(Instant instant) {
    return instant == null ? null : instant.toString();
  }

  private static JsonObject parameters(RankingParameters parameters) {
    return CatalogJson.settings(parameters.settings())
        .put("order", parameters.order().wireName())
        .put("minOperations", parameters.minOperations())
        .put("assets", parameters.symbols().isEmpty() ? null : new JsonArray(parameters.symbols()))
        .put("category", parameters.category() == null ? null : parameters.category().wireName())
        .put("minPayout", parameters.minPayout());
  }

  private static JsonObject progress(Progress progress) {
    return new JsonObject()
        .put("total", progress.total())
        .put("done", progress.done())
        .put("failed", progress.failed())
        .put("current", progress.current())
        .put("elapsedMs", progress.elapsedMillis())
        .put("etaMs", progress.remainingMillis());
  }

  /** Position and asset, the common parameters, and the asset's results. */
  private static JsonObject entry(RankingEntry entry, RankingParameters parameters) {
    Summary summary = entry.summary();
    return new JsonObject()
        .put("position", entry.position())
        .put("belowMinimum", entry.belowMinimum())
        .put("asset", entry.asset().symbol())
        .put("name", entry.asset().name())
        .put("category", entry.asset().category().wireName())
        .put("payout", entry.asset().payout())
        .mergeIn(CatalogJson.settings(parameters.settings()))
        .put("computedAt", entry.computedAt())
        .mergeIn(CatalogJson.counts(summary))
        .put("breakEvenRate", summary.money() == null ? null : summary.money().breakEvenRate())
        .put("netProfit", summary.money() == null ? null : summary.money().netProfit())
        .put("profitPerCycle", summary.money() == null ? null : summary.money().profitPerCycle());
  }

  private static JsonObject luck(Luck luck) {
    return new JsonObject()
        .put("assets", luck.assets())
        .put("expected", luck.expected())
        .put("probability", luck.probability());
  }

  private static JsonObject error(RankingError error) {
    return new JsonObject(error.facts())
        .copy()
        .put("asset", error.asset())
        .put("code", error.kind().code());
  }
}
