package br.com.catalogador.strategy;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;

/** The recorded results that define the catalog. */
public final class GoldenVectors {
  /** The vectors show every so many slots. */
  private static final int EVERY_SLOT = 37;

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

  /** The settings of a case; without a number of quadrants they are for all. */
  static CatalogSettings settings(JsonObject input) {
    JsonObject conditions = input.getJsonObject("conditions");
    return new CatalogSettings(
        Strategies.byIdOrPattern(input.getString("strategy")).orElseThrow(),
        timeframe(input),
        input.getInteger("quadrants", Integer.MAX_VALUE),
        input.getInteger("martingale"),
        TieRule.ofWireName(input.getString("tie")).orElseThrow(),
        conditions == null
            ? Conditions.NONE
            : ConditionTexts.read(
                name -> Optional.ofNullable(conditions.getString(name)), timeframe(input)));
  }

  private static StakePlan plan(JsonObject input) {
    Double payout = input.getDouble("payout");
    return payout == null
        ? null
        : new StakePlan(payout, input.getDouble("multiplier"), input.getBoolean("recover"));
  }

  /** Compares JSON; numbers with a fraction may differ in their last digits. */
  public static void assertSame(Object actual, Object expected, String path) {
    if (expected instanceof JsonObject object) {
      assertThat(((JsonObject) actual).fieldNames()).as(path).isEqualTo(object.fieldNames());
      object.forEach(
          field ->
              assertSame(
                  ((JsonObject) actual).getValue(field.getKey()),
                  field.getValue(),
                  path + "." + field.getKey()));
    } else if (expected instanceof JsonArray array) {
      assertThat(((JsonArray) actual).size()).as(path).isEqualTo(array.size());
      for (int i = 0; i < array.size(); i++) {
        assertSame(((JsonArray) actual).getValue(i), array.getValue(i), path + "[" + i + "]");
      }
    } else if (expected instanceof Double number) {
      double tolerance = 1e-12 * Math.max(Math.abs(number), 1e-300);
      assertThat(((Number) actual).doubleValue())
          .as(path)
          .isCloseTo(number, Offset.offset(tolerance));
    } else {
      assertThat(actual).as(path).isEqualTo(expected);
    }
  }

  /** Compares hours and slots, of which the vectors have only some, with a case of them. */
  public static void assertHours(JsonObject byHour, JsonArray bySlot, JsonObject expected) {
    assertSame(byHour, expected.getJsonObject("byHour"), "byHour");
    JsonArray shown = new JsonArray();
    for (int i = 0; i < bySlot.size(); i += EVERY_SLOT) {
      shown.add(bySlot.getJsonObject(i));
    }
    assertSame(shown, expected.getJsonArray("bySlot"), "bySlot");
  }
}
