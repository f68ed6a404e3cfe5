package br.com.catalogador.view;

import br.com.catalogador.analysis.message.NextEntry;
import br.com.catalogador.ranking.message.RankingEntry;
import br.com.catalogador.ranking.message.RankingError;
import br.com.catalogador.ranking.message.RankingParameters;
import br.com.catalogador.ranking.message.RankingView;
import br.com.catalogador.ranking.message.RankingView.Progress;
import br.com.catalogador.stats.Luck;
import br.com.catalogador.stats.Summary;
import br.com.catalogador.strategy.Strategy;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/**
 * Writes a ranking as the JSON of {@code GET /api/v1/ranking}, which is also sent on the event-bus
 * bridge. Every field is written, absent values as null.
 */
public final class RankingJson {
  private RankingJson() {}

  public static JsonObject of(RankingView view) {
    return beforeEntries(view)
        .put("entries", entries(view.entries(), view.parameters()))
        .mergeIn(afterEntries(view));
  }

  /**
   * All of a ranking but its entries.
   *
   * @param computedAt when the newest entry was computed, epoch seconds; null without one
   */
  public static JsonObject head(RankingView view, Long computedAt) {
    return beforeEntries(view).mergeIn(afterEntries(view)).put("computedAt", computedAt);
  }

  private static JsonObject beforeEntries(RankingView view) {
    RankingParameters parameters = view.parameters();
    return new JsonObject()
        .put("id", view.id())
        .put("status", view.status().name())
        .put("parameters", parameters == null ? null : parameters(parameters))
        .put("progress", progress(view.progress()))
        .put("order", view.order().wireName())
        .put("top", entries(view.top(), parameters))
        .put("total", view.total())
        .put("offset", view.offset());
  }

  private static JsonObject afterEntries(RankingView view) {
    return new JsonObject()
        .put("luck", view.luck() == null ? null : luck(view.luck()))
        .put("byLuck", MatrixJson.byLuck(view.byLuck()))
        .put("simulations", view.simulations())
        .put("errors", new JsonArray(view.errors().stream().map(RankingJson::error).toList()))
        .put("startedAt", text(view.startedAt()))
        .put("finishedAt", text(view.finishedAt()))
        .put("autoUpdate", view.autoUpdate());
  }

  /**
   * What changes of a ranking while its parameters stay, without entries.
   *
   * @param computedAt when the newest entry was computed, epoch seconds; null without one
   */
  public static JsonObject standing(RankingView view, Long computedAt) {
    return new JsonObject()
        .put("id", view.id())
        .put("status", view.status().name())
        .put("progress", progress(view.progress()))
        .put("order", view.order().wireName())
        .put("total", view.total())
        .put("luck", view.luck() == null ? null : luck(view.luck()))
        .put("byLuck", MatrixJson.byLuck(view.byLuck()))
        .put("simulations", view.simulations())
        .put("startedAt", text(view.startedAt()))
        .put("finishedAt", text(view.finishedAt()))
        .put("autoUpdate", view.autoUpdate())
        .put("computedAt", computedAt);
  }

  private static JsonArray entries(List<RankingEntry> entries, RankingParameters parameters) {
    return new JsonArray(entries.stream().map(entry -> entry(entry, parameters)).toList());
  }

  private static String text(Instant instant) {
    return instant == null ? null : instant.toString();
  }

  private static JsonObject parameters(RankingParameters parameters) {
    JsonObject json = CatalogJson.settings(parameters.settings());
    if (parameters.several()) {
      json.putNull("strategy");
    }
    return json.put("strategies", strategies(parameters))
        .put("order", parameters.order().wireName())
        .put("minOperations", parameters.minOperations())
        .put("simulations", parameters.simulations())
        .put("assets", parameters.symbols().isEmpty() ? null : new JsonArray(parameters.symbols()))
        .put("category", parameters.category() == null ? null : parameters.category().wireName())
        .put("minPayout", parameters.minPayout());
  }

  /** As they were asked for. */
  private static Object strategies(RankingParameters parameters) {
    return parameters.all()
        ? "all"
        : new JsonArray(parameters.strategies().stream().map(Strategy::id).toList());
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

  /** Position, asset and strategy, the common parameters, and the results. */
  public static JsonObject entry(RankingEntry entry, RankingParameters parameters) {
    Summary summary = entry.summary();
    return new JsonObject()
        .put("position", entry.position())
        .put("belowMinimum", entry.belowMinimum())
        .put("asset", entry.asset().symbol())
        .put("name", entry.asset().name())
        .put("category", entry.asset().category().wireName())
        .put("payout", entry.asset().payout())
        .mergeIn(CatalogJson.settings(parameters.settings().withStrategy(entry.strategy())))
        .put("computedAt", entry.computedAt())
        .mergeIn(CatalogJson.counts(summary))
        .put("breakEvenRate", summary.money() == null ? null : summary.money().breakEvenRate())
        .put("netProfit", summary.money() == null ? null : summary.money().netProfit())
        .put("profitPerCycle", summary.money() == null ? null : summary.money().profitPerCycle())
        .put("longestWinStreak", summary.longestWinStreak())
        .put("longestLossStreak", summary.longestLossStreak())
        .put("currentStreak", summary.currentStreak())
        .put("simulatedStreak", entry.evidence().simulatedStreak())
        .put("lastHit", entry.lastHit())
        .put("next", entry.next() == null ? null : next(entry.next()))
        .put("first", MatrixJson.first(entry.first()))
        .put("holm", entry.evidence().holm())
        .put("familyP", entry.evidence().familyP())
        .put("operationsNeeded", entry.evidence().operationsNeeded());
  }

  private static JsonObject next(NextEntry next) {
    return new JsonObject()
        .put("entryAt", next.entryAt())
        .put("every", next.every())
        .put("side", next.side() == null ? null : next.side().name());
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
