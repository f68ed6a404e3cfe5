package br.com.catalogador.ranking;

import br.com.catalogador.candle.Asset;
import br.com.catalogador.candle.Asset.Category;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.ranking.message.RankingEntry;
import br.com.catalogador.ranking.message.RankingError;
import br.com.catalogador.ranking.message.RankingOrder;
import br.com.catalogador.ranking.message.RankingParameters;
import br.com.catalogador.ranking.message.RankingView;
import br.com.catalogador.ranking.message.RankingView.Progress;
import br.com.catalogador.ranking.message.RankingView.Status;
import br.com.catalogador.stats.Luck;
import br.com.catalogador.strategy.CatalogSettings;
import br.com.catalogador.strategy.ConditionTexts;
import br.com.catalogador.strategy.Strategies;
import br.com.catalogador.strategy.TieRule;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The stored form of a ranking: versioned JSON. Text of another version, with an unknown strategy,
 * or in another form decodes to no ranking.
 */
public final class RankingRecord {
  private static final int VERSION = 1;

  private RankingRecord() {}

  public static String encode(RankingView view) {
    return new JsonObject()
        .put("version", VERSION)
        .put("id", view.id())
        .put("status", view.status().name())
        .put("parameters", view.parameters() == null ? null : json(view.parameters()))
        .put("progress", json(view.progress()))
        .put("entries", array(view.entries(), RankingRecord::json))
        .put("luck", view.luck() == null ? null : json(view.luck()))
        .put("errors", array(view.errors(), RankingRecord::json))
        .put("startedAt", view.startedAt())
        .put("finishedAt", view.finishedAt())
        .put("autoUpdate", view.autoUpdate())
        .encode();
  }

  /**
   * The ranking of a stored text; empty when there is none or it cannot be read.
   *
   * @param text may be null
   */
  public static Optional<RankingView> decode(String text) {
    try {
      JsonObject json = new JsonObject(text);
      return json.getInteger("version") == VERSION ? Optional.of(view(json)) : Optional.empty();
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  private static RankingView view(JsonObject json) {
    Status status = Status.valueOf(json.getString("status"));
    return new RankingView(
        json.getString("id"),
        status,
        status == Status.IDLE ? null : parameters(json.getJsonObject("parameters")),
        progress(json.getJsonObject("progress")),
        list(json.getJsonArray("entries"), RankingRecord::entry),
        json.getJsonObject("luck") == null ? null : luck(json.getJsonObject("luck")),
        list(json.getJsonArray("errors"), RankingRecord::error),
        json.getInstant("startedAt"),
        json.getInstant("finishedAt"),
        json.getBoolean("autoUpdate"));
  }

  private static JsonObject json(RankingParameters parameters) {
    CatalogSettings settings = parameters.settings();
    return new JsonObject()
        .put("timeframe", settings.timeframe().seconds())
        .put("strategy", settings.strategy().id())
        .put("quadrants", settings.quadrants())
        .put("days", settings.days())
        .put("martingale", settings.martingale())
        .put("tie", settings.tie().name())
        .put("conditions", new JsonObject(new TreeMap<>(ConditionTexts.of(settings.conditions()))))
        .put("order", parameters.order().name())
        .put("minOperations", parameters.minOperations())
        .put("symbols", new JsonArray(parameters.symbols()))
        .put("category", parameters.category() == null ? null : parameters.category().name())
        .put("minPayout", parameters.minPayout());
  }

  private static RankingParameters parameters(JsonObject json) {
    String category = json.getString("category");
    Timeframe timeframe = Timeframe.ofSeconds(json.getLong("timeframe")).orElseThrow();
    JsonObject conditions = json.getJsonObject("conditions", new JsonObject());
    return new RankingParameters(
        new CatalogSettings(
            Strategies.byIdOrPattern(json.getString("strategy")).orElseThrow(),
            timeframe,
            json.getInteger("quadrants"),
            json.getInteger("martingale"),
            TieRule.valueOf(json.getString("tie")),
            ConditionTexts.read(name -> Optional.ofNullable(conditions.getString(name)), timeframe),
            json.getInteger("days", 0)),
        RankingOrder.valueOf(json.getString("order")),
        json.getInteger("minOperations"),
        json.getJsonArray("symbols").stream().map(String.class::cast).toList(),
        category == null ? null : Category.valueOf(category),
        json.getDouble("minPayout"));
  }

  private static JsonObject json(Progress progress) {
    return new JsonObject()
        .put("total", progress.total())
        .put("done", progress.done())
        .put("failed", progress.failed())
        .put("current", progress.current())
        .put("elapsed", progress.elapsedMillis())
        .put("remaining", progress.remainingMillis());
  }

  private static Progress progress(JsonObject json) {
    return new Progress(
        json.getInteger("total"),
        json.getInteger("done"),
        json.getInteger("failed"),
        json.getString("current"),
        json.getLong("elapsed"),
        json.getLong("remaining"));
  }

  private static JsonObject json(RankingEntry entry) {
    return new JsonObject()
        .put("position", entry.position())
        .put("belowMinimum", entry.belowMinimum())
        .put("asset", json(entry.asset()))
        .put("summary", SummaryRecord.json(entry.summary()))
        .put("computedAt", entry.computedAt());
  }

  private static RankingEntry entry(JsonObject json) {
    return new RankingEntry(
        json.getInteger("position"),
        json.getBoolean("belowMinimum"),
        asset(json.getJsonObject("asset")),
        SummaryRecord.summary(json.getJsonObject("summary")),
        json.getLong("computedAt"));
  }

  private static JsonObject json(Asset asset) {
    return new JsonObject()
        .put("id", asset.id())
        .put("symbol", asset.symbol())
        .put("name", asset.name())
        .put("category", asset.category().name())
        .put("open", asset.open())
        .put("payout", asset.payout());
  }

  private static Asset asset(JsonObject json) {
    return new Asset(
        json.getLong("id"),
        json.getString("symbol"),
        json.getString("name"),
        Category.valueOf(json.getString("category")),
        json.getBoolean("open"),
        json.getDouble("payout"));
  }

  private static JsonObject json(Luck luck) {
    return new JsonObject()
        .put("assets", luck.assets())
        .put("expected", luck.expected())
        .put("probability", luck.probability());
  }

  private static Luck luck(JsonObject json) {
    return new Luck(
        json.getInteger("assets"), json.getDouble("expected"), json.getDouble("probability"));
  }

  private static JsonObject json(RankingError error) {
    return new JsonObject()
        .put("asset", error.asset())
        .put("kind", error.kind().name())
        .put("facts", new JsonObject(error.facts()));
  }

  private static RankingError error(JsonObject json) {
    return new RankingError(
        json.getString("asset"),
        FailureKind.valueOf(json.getString("kind")),
        json.getJsonObject("facts").getMap());
  }

  private static <T> JsonArray array(List<T> items, Function<T, JsonObject> json) {
    return new JsonArray(items.stream().map(json).toList());
  }

  private static <T> List<T> list(JsonArray array, Function<JsonObject, T> read) {
    return array.stream().map(JsonObject.class::cast).map(read).toList();
  }
}
