package br.com.catalogador.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.stats.StakePlan;
import br.com.catalogador.stats.Summary;
import br.com.catalogador.web.CatalogJson;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The recorded answers that define the catalogue: rows and counts exactly, reals to 1e-12. */
class GoldenVectorsTest {

  @TestFactory
  Stream<DynamicTest> minoriaEdges() throws IOException {
    return tests("minoria");
  }

  @TestFactory
  Stream<DynamicTest> minoriaOnRandomWalks() throws IOException {
    return tests("minoria-random");
  }

  @TestFactory
  Stream<DynamicTest> everyStrategyOnEveryTimeframe() throws IOException {
    return tests("strategies");
  }

  @ParameterizedTest
  @ValueSource(strings = {"minoria", "minoria-random", "strategies"})
  void theFilesAreNotEmpty(String file) throws IOException {
    assertThat(load(file)).isNotEmpty();
  }

  private static Stream<DynamicTest> tests(String file) throws IOException {
    return load(file).stream()
        .map(JsonObject.class::cast)
        .map(item -> DynamicTest.dynamicTest(item.getString("name"), () -> check(item)));
  }

  private static void check(JsonObject item) {
    JsonObject input = item.getJsonObject("input");
    JsonObject expected = item.getJsonObject("expected");
    CandleSeries series = series(input);
    CatalogSettings settings = settings(input);

    Catalog catalog = Catalog.of(series, settings);

    assertThat(CatalogJson.rows(catalog.rows())).isEqualTo(expected.getJsonArray("rows"));
    assertThat(catalog.skipped()).isEqualTo(expected.getLong("skipped"));
    StakePlan plan = plan(input);
    Summary ofRows = Summary.of(catalog.rows(), settings.martingale(), plan);
    Summary ofScan = Summary.of(Scan.of(series, settings), settings.martingale(), plan);
    assertThat(ofScan).isEqualTo(ofRows);
    assertSame(CatalogJson.summary(ofRows), expected.getJsonObject("summary"), "summary");
  }

  private static JsonArray load(String file) throws IOException {
    try (InputStream in =
        GoldenVectorsTest.class.getResourceAsStream("/vectors/" + file + ".json")) {
      return new JsonArray(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static CandleSeries series(JsonObject input) {
    Timeframe timeframe = Timeframe.ofSeconds(input.getLong("timeframe")).orElseThrow();
    JsonArray candles = input.getJsonArray("candles");
    CandleSeries.Builder builder = new CandleSeries.Builder(timeframe, candles.size());
    for (int i = 0; i < candles.size(); i++) {
      JsonArray c = candles.getJsonArray(i);
      builder.add(c.getLong(0), c.getDouble(1), c.getDouble(4), c.getDouble(3), c.getDouble(2));
    }
    return builder.build();
  }

  private static CatalogSettings settings(JsonObject input) {
    return new CatalogSettings(
        Strategies.byId(input.getString("strategy")).orElseThrow(),
        input.getInteger("quadrants"),
        input.getInteger("martingale"),
        TieRule.ofWireName(input.getString("tie")).orElseThrow(),
        input.getLong("now"));
  }

  private static StakePlan plan(JsonObject input) {
    Double payout = input.getDouble("payout");
    return payout == null
        ? null
        : new StakePlan(payout, input.getDouble("multiplier"), input.getBoolean("recover"));
  }

  private static void assertSame(Object actual, Object expected, String path) {
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
}
