package br.com.catalogador.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Finality;
import br.com.catalogador.stats.StakePlan;
import br.com.catalogador.stats.Summary;
import br.com.catalogador.stats.Tally;
import br.com.catalogador.strategy.GoldenVectors.Vector;
import br.com.catalogador.view.CatalogJson;
import io.vertx.core.json.JsonObject;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The recorded results that define the catalog: rows and counts exactly, reals to 1e-12. */
class GoldenVectorsTest {

  @TestFactory
  Stream<DynamicTest> minoriaEdges() {
    return tests("minoria");
  }

  @TestFactory
  Stream<DynamicTest> minoriaOnRandomWalks() {
    return tests("minoria-random");
  }

  @TestFactory
  Stream<DynamicTest> everyStrategyOnEveryTimeframe() {
    return tests("strategies");
  }

  @ParameterizedTest
  @ValueSource(strings = {"minoria", "minoria-random", "strategies"})
  void filesAreNotEmpty(String file) {
    assertThat(GoldenVectors.read(file)).isNotEmpty();
  }

  private static Stream<DynamicTest> tests(String file) {
    return GoldenVectors.read(file)
        .map(vector -> DynamicTest.dynamicTest(vector.name(), () -> check(vector)));
  }

  private static void check(Vector vector) {
    JsonObject expected = vector.expected();
    CandleSeries series = vector.series();
    CatalogSettings settings = vector.settings();
    Finality finality = Finality.upTo(vector.now());
    Tally tally = new Tally(settings.martingale(), vector.plan());
    Catalog catalog = Catalog.of(series, settings, finality, tally);

    assertThat(CatalogJson.rows(catalog.rows())).isEqualTo(expected.getJsonArray("rows"));
    assertThat(catalog.skipped()).isEqualTo(expected.getLong("skipped"));
    StakePlan plan = vector.plan();
    Summary ofRows = Summary.of(catalog.rows(), settings.martingale(), plan);
    assertThat(tally.summary()).isEqualTo(ofRows);
    JsonObject summary = CatalogJson.summary(ofRows);
    assertThat(summary.remove("filtered")).isEqualTo(0);
    GoldenVectors.assertSame(summary, expected.getJsonObject("summary"), "summary");
  }
}
