package br.com.catalogador.app;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.support.SettableTime;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** {@code GET /api/v1/assets} with the simulated broker. */
@EnabledIf("br.com.catalogador.app.RunningServer#isInThisProcess")
class AssetsIT {
  private static RunningServer server;
  private static ApiClient demo;

  @BeforeAll
  static void start() throws Exception {
    server = RunningServer.start(new SettableTime(SettableTime.TRADING));
    demo = server.loggedIn("demo");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void listsAllAssetsBySymbolWithTheirPayout() {
    List<JsonObject> assets = assets("");

    assertThat(assets).hasSizeGreaterThan(50);
    assertThat(assets).extracting(asset -> asset.getString("symbol")).isSorted();
    assertThat(assets)
        .filteredOn(asset -> asset.getDouble("payout") != null)
        .allSatisfy(asset -> assertThat(asset.getDouble("payout")).isBetween(0.70, 0.92));
    assertThat(assets)
        .filteredOn(asset -> "EURUSD-OTC".equals(asset.getString("symbol")))
        .singleElement()
        .satisfies(
            asset -> {
              assertThat(asset.getInteger("id")).isEqualTo(76);
              assertThat(asset.getString("name")).isEqualTo("EUR/USD (OTC)");
              assertThat(asset.getString("category")).isEqualTo("otc");
              assertThat(asset.getBoolean("open")).isTrue();
            });
  }

  @Test
  void filtersByCategory() {
    for (String category : List.of("forex", "otc", "crypto", "stock", "index", "commodity")) {
      assertThat(assets("?category=" + category))
          .as(category)
          .isNotEmpty()
          .allMatch(asset -> asset.getString("category").equals(category));
    }
  }

  @Test
  void combinesFilters() {
    Predicate<JsonObject> wanted =
        asset ->
            asset.getBoolean("open")
                && asset.getDouble("payout") != null
                && asset.getDouble("payout") >= 0.85
                && (asset.getString("symbol") + asset.getString("name"))
                    .toLowerCase()
                    .contains("eur");

    assertThat(assets("?open=true&minPayout=0.85&q=eur"))
        .isEqualTo(assets("").stream().filter(wanted).toList())
        .isNotEmpty();
  }

  @Test
  void listsASuspendedAssetAsClosed() {
    assertThat(assets("")).anyMatch(asset -> !asset.getBoolean("open"));
  }

  private static List<JsonObject> assets(String query) {
    return demo.get("/api/v1/assets" + query).json().getJsonArray("assets").stream()
        .map(JsonObject.class::cast)
        .toList();
  }
}
