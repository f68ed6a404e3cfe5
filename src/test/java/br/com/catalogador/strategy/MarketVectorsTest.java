package br.com.catalogador.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Finality;
import br.com.catalogador.stats.StakePlan;
import br.com.catalogador.stats.Tally;
import br.com.catalogador.view.CatalogJson;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Catalogs of own patterns and with conditions, as recorded in {@code vectors/market}. */
class MarketVectorsTest {
  private static final JsonObject FILE = GoldenVectors.json("market/catalog");

  @TestFactory
  Stream<DynamicTest> catalogsWithConditionsAreAsRecorded() {
    JsonArray cases = FILE.getJsonArray("cases");
    assertThat(cases).hasSize(107);
    return cases.stream()
        .map(JsonObject.class::cast)
        .map(item -> DynamicTest.dynamicTest(item.getString("name"), () -> check(item)));
  }

  private static void check(JsonObject item) {
    JsonObject input = item.getJsonObject("input");
    JsonObject expected = item.getJsonObject("expected");
    CatalogSettings settings = GoldenVectors.settings(input);
    CandleSeries series =
        GoldenVectors.series(
            settings.timeframe(),
            FILE.getJsonObject("series").getJsonArray(input.getString("candles")));
    Finality finality = Finality.upTo(input.getLong("now"));
    Tally tally =
        new Tally(settings.martingale(), new StakePlan(input.getDouble("payout"), 2, false));

    Catalog catalog = Catalog.of(series, settings, finality, tally);

    assertThat(CatalogJson.rows(catalog.rows())).isEqualTo(expected.getJsonArray("rows"));
    GoldenVectors.assertSame(
        CatalogJson.summary(tally.summary()), expected.getJsonObject("summary"), "summary");
    assertThat(CatalogJson.afterHits(catalog.afterHits()))
        .isEqualTo(expected.getJsonArray("afterHits"));
    Market market = Market.of(series);
    Screen screen = Screen.of(market, settings.conditions(), finality);
    CatalogProperties.assertSame(
        Counts.of(market, settings, screen, finality), catalog.rows(), settings);
  }
}
