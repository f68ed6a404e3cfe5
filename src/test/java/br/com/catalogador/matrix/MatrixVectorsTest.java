package br.com.catalogador.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import br.com.catalogador.candle.Finality;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.strategy.Conditions;
import br.com.catalogador.strategy.GoldenVectors;
import br.com.catalogador.strategy.Strategies;
import br.com.catalogador.strategy.TieRule;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Matrices as recorded in {@code vectors/market}: exact where exact; what was estimated there from
 * 400 simulated markets lies within four standard errors.
 */
class MatrixVectorsTest {
  private static final JsonObject FILE = GoldenVectors.json("market/matrix");
  private static final Percentage RELATIVE_1E_12 = Percentage.withPercentage(1e-10);
  private static final int RECORDED_SIMULATIONS = 400;
  private static final int SIMULATIONS = 4000;

  @TestFactory
  Stream<DynamicTest> matricesAreAsRecorded() {
    JsonArray cases = FILE.getJsonArray("cases");
    assertThat(cases).hasSize(3);
    return cases.stream()
        .map(JsonObject.class::cast)
        .map(item -> DynamicTest.dynamicTest(item.getString("name"), () -> check(item)));
  }

  private static void check(JsonObject item) {
    JsonObject expected = item.getJsonObject("expected");
    MatrixRun run = run(item.getJsonObject("input"));
    Simulator simulator = run.simulator();
    while (simulator.step()) {
      // until all markets are simulated
    }
    Matrix matrix = run.result(MatrixOrder.EVIDENCE);

    assertThat(matrix.simulations()).isEqualTo(SIMULATIONS);
    checkCells(matrix, expected.getJsonArray("cells"));
    JsonObject byLuck = expected.getJsonObject("byLuck");
    assertThat(matrix.byLuck().rate()).isEqualTo(byLuck.getDouble("rate"));
    assertThat(matrix.byLuck().cells()).isEqualTo(byLuck.getInteger("cells"));
    double mean = matrix.byLuck().expected();
    double variance =
        IntStream.of(run.asGood()).mapToDouble(cells -> (cells - mean) * (cells - mean)).sum()
            / SIMULATIONS;
    assertThat(mean).isCloseTo(byLuck.getDouble("expected"), within(4 * standardError(variance)));
  }

  private static void checkCells(Matrix matrix, JsonArray expected) {
    Map<String, Cell> cells =
        matrix.cells().stream()
            .collect(Collectors.toMap(cell -> name(cell.asset(), cell.strategy().id()), c -> c));
    assertThat(cells).hasSize(expected.size());
    for (Object it : expected) {
      JsonObject other = (JsonObject) it;
      String name = name(other.getString("asset"), other.getString("strategy"));
      Cell cell = cells.get(name);
      assertThat(cell.counts().operations()).as(name).isEqualTo(other.getInteger("operations"));
      assertThat(cell.counts().wins()).as(name).isEqualTo(other.getInteger("wins"));
      assertThat(cell.winRate()).as(name).isEqualTo(other.getDouble("winRate"));
      checkFirst(name, cell.first(), other.getJsonObject("first"));
      assertThat(cell.holm()).as(name).isCloseTo(other.getDouble("holm"), RELATIVE_1E_12);
      assertThat(cell.operationsNeeded()).as(name).isEqualTo(other.getLong("operationsNeeded"));
      double p = cell.familyP();
      assertThat(p)
          .as(name)
          .isCloseTo(other.getDouble("familyP"), within(4 * standardError(p * (1 - p))));
    }
  }

  private static void checkFirst(String name, FirstEntry first, JsonObject expected) {
    assertThat(first.operations()).as(name).isEqualTo(expected.getInteger("operations"));
    assertThat(first.wins()).as(name).isEqualTo(expected.getInteger("wins"));
    assertThat(first.rate()).as(name).isEqualTo(expected.getDouble("rate"));
    assertThat(first.pValue()).as(name).isCloseTo(expected.getDouble("pValue"), RELATIVE_1E_12);
  }

  /** Of the difference between the recorded estimate and ours. */
  private static double standardError(double variance) {
    return Math.sqrt(variance * (1.0 / RECORDED_SIMULATIONS + 1.0 / SIMULATIONS));
  }

  private static String name(String asset, String strategy) {
    return asset + " " + strategy;
  }

  private static MatrixRun run(JsonObject input) {
    Timeframe timeframe = Timeframe.ofSeconds(input.getLong("timeframe")).orElseThrow();
    Finality finality = Finality.upTo(input.getLong("now"));
    MatrixSettings settings =
        new MatrixSettings(
            input.getJsonArray("strategies").stream()
                .map(id -> Strategies.byId((String) id).orElseThrow())
                .toList(),
            timeframe,
            input.getInteger("quadrants"),
            input.getInteger("martingale"),
            TieRule.ofWireName(input.getString("tie")).orElseThrow(),
            Conditions.NONE,
            input.getInteger("minOperations"),
            SIMULATIONS);
    JsonObject series = FILE.getJsonObject("series");
    return MatrixRun.of(
        settings,
        input.getJsonObject("markets").stream()
            .map(
                it ->
                    new MatrixAsset(
                        it.getKey(),
                        GoldenVectors.series(
                            timeframe, series.getJsonArray((String) it.getValue())),
                        finality,
                        null))
            .toList());
  }
}
