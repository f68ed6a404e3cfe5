package br.com.catalogador.strategy;

import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.stats.StakePlan;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The recorded results that define the catalog. */
public final class GoldenVectors {
  private GoldenVectors() {}

  /**
   * A series with parameters and the expected result.
   *
   * @param now the broker's clock in epoch seconds
   * @param plan null without a payout
   * @param expected rows, summary and number of skipped quadrants, as JSON
   */
  public record Vector(
      String name,
      CandleSeries series,
      CatalogSettings settings,
      long now,
      StakePlan plan,
      JsonObject expected) {
    /** The expected rows. */
    public List<JsonObject> rows() {
      return expected.getJsonArray("rows").stream().map(JsonObject.class::cast).toList();
    }
  }

  /**
   * @param file file name without folder and extension, e.g. {@code minoria}
   */
  public static Stream<Vector> read(String file) {
    return new JsonArray(text("/vectors/" + file + ".json"))
        .stream().map(JsonObject.class::cast).map(GoldenVectors::vector);
  }

  /** A file of the vectors that is one object. */
  public static JsonObject json(String file) {
    return new JsonObject(text("/vectors/" + file + ".json"));
  }

  /** The texts of the built-in strategies, by id and timeframe. */
  static Map<String, Map<Timeframe, String>> builtIns() {
    Map<String, Map<Timeframe, String>> texts = new TreeMap<>();
    for (String line : text("/vectors/market/built-in.txt").split("\n")) {
      String[] words = line.split(" ");
      texts
          .computeIfAbsent(words[0], id -> new EnumMap<>(Timeframe.class))
          .put(Timeframe.valueOf(words[1]), words[2]);
    }
    return texts;
  }

  private static String text(String resource) {
    try (InputStream in = GoldenVectors.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }

  private static Vector vector(JsonObject item) {
    JsonObject input = item.getJsonObject("input");
    return new Vector(
        item.getString("name"),
        series(input),
        settings(input),
        input.getLong("now"),
        plan(input),
        item.getJsonObject("expected"));
  }

  private static CandleSeries series(JsonObject input) {
    return series(timeframe(input), input.getJsonArray("candles"));
  }

  /** A series of the vectors' rows: time, open, close, low, high. */
  public static CandleSeries series(Timeframe timeframe, JsonArray candles) {
    CandleSeries.Builder builder = new CandleSeries.Builder(timeframe, candles.size());
    for (int i = 0; i < candles.size(); i++) {
      JsonArray c = candles.getJsonArray(i);
      builder.add(c.getLong(0), c.getDouble(1), c.getDouble(4), c.getDouble(3), c.getDouble(2));
    }
    return builder.build();
  }

  private static Timeframe timeframe(JsonObject input) {
    return Timeframe.ofSeconds(input.getLong("timeframe")).orElseThrow();
  }

  private static CatalogSettings settings(JsonObject input) {
    return new CatalogSettings(
        Strategies.byId(input.getString("strategy")).orElseThrow(),
        timeframe(input),
        input.getInteger("quadrants"),
        input.getInteger("martingale"),
        TieRule.ofWireName(input.getString("tie")).orElseThrow());
  }

  private static StakePlan plan(JsonObject input) {
    Double payout = input.getDouble("payout");
    return payout == null
        ? null
        : new StakePlan(payout, input.getDouble("multiplier"), input.getBoolean("recover"));
  }
}
