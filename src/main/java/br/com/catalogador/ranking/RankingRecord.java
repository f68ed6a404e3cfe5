package br.com.catalogador.ranking;

import br.com.catalogador.candle.Asset.Category;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.matrix.MatrixOrder;
import br.com.catalogador.ranking.message.RankingParameters;
import br.com.catalogador.strategy.CatalogSettings;
import br.com.catalogador.strategy.ConditionTexts;
import br.com.catalogador.strategy.Strategies;
import br.com.catalogador.strategy.Strategy;
import br.com.catalogador.strategy.TieRule;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is stored of a ranking: what it compares, not its results, which are computed anew. Text is
 * versioned JSON; version 1, which held the results of one strategy too, is still read.
 *
 * @param id null when there is no ranking
 * @param parameters null when there is no ranking
 */
record RankingRecord(String id, RankingParameters parameters, boolean autoUpdate) {
  private static final Logger LOG = LoggerFactory.getLogger(RankingRecord.class);
  private static final int VERSION = 2;
  private static final int ONE_STRATEGY = 1;

  RankingRecord with(boolean updating) {
    return new RankingRecord(id, parameters, updating);
  }

  String encode() {
    return new JsonObject()
        .put("version", VERSION)
        .put("id", id)
        .put("parameters", parameters == null ? null : json(parameters))
        .put("autoUpdate", autoUpdate)
        .encode();
  }

  /**
   * The ranking of a stored text; empty when there is none, or it is of another version, has an
   * unknown strategy or is in another form.
   *
   * @param text may be null
   */
  static Optional<RankingRecord> decode(String text) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      JsonObject json = new JsonObject(text);
      int version = json.getInteger("version");
      return version == VERSION || version == ONE_STRATEGY
          ? Optional.of(record(json))
          : Optional.empty();
    } catch (RuntimeException e) {
      LOG.debug("a stored ranking that cannot be read is dropped: {}", e.toString());
      return Optional.empty();
    }
  }

  private static RankingRecord record(JsonObject json) {
    JsonObject parameters = json.getJsonObject("parameters");
    return new RankingRecord(
        json.getString("id"),
        parameters == null ? null : parameters(parameters),
        json.getBoolean("autoUpdate"));
  }

  private static JsonObject json(RankingParameters parameters) {
    CatalogSettings settings = parameters.settings();
    return new JsonObject()
        .put("timeframe", settings.timeframe().seconds())
        .put(
            "strategies",
            new JsonArray(parameters.strategies().stream().map(Strategy::id).toList()))
        .put("all", parameters.all())
        .put("quadrants", settings.quadrants())
        .put("days", settings.days())
        .put("martingale", settings.martingale())
        .put("tie", settings.tie().name())
        .put("conditions", new JsonObject(new TreeMap<>(ConditionTexts.of(settings.conditions()))))
        .put("order", parameters.order().name())
        .put("minOperations", parameters.minOperations())
        .put("simulations", parameters.simulations())
        .put("symbols", new JsonArray(parameters.symbols()))
        .put("category", parameters.category() == null ? null : parameters.category().name())
        .put("minPayout", parameters.minPayout());
  }

  private static RankingParameters parameters(JsonObject json) {
    String category = json.getString("category");
    Timeframe timeframe = Timeframe.ofSeconds(json.getLong("timeframe")).orElseThrow();
    JsonObject conditions = json.getJsonObject("conditions", new JsonObject());
    JsonArray ids =
        json.getJsonArray("strategies", new JsonArray().add(json.getString("strategy")));
    List<Strategy> strategies =
        texts(ids).stream().map(id -> Strategies.byIdOrPattern(id).orElseThrow()).toList();
    return new RankingParameters(
        strategies,
        json.getBoolean("all", false),
        new CatalogSettings(
            strategies.get(0),
            timeframe,
            json.getInteger("quadrants"),
            json.getInteger("martingale"),
            TieRule.valueOf(json.getString("tie")),
            ConditionTexts.read(name -> Optional.ofNullable(conditions.getString(name)), timeframe),
            json.getInteger("days", 0)),
        MatrixOrder.valueOf(json.getString("order")),
        json.getInteger("minOperations"),
        json.getInteger("simulations", 0),
        texts(json.getJsonArray("symbols")),
        category == null ? null : Category.valueOf(category),
        json.getDouble("minPayout"));
  }

  private static List<String> texts(JsonArray array) {
    return array.stream().map(String.class::cast).toList();
  }
}
