package br.com.catalogador.page;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.support.JavaScript;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What news make of the catalog on the screen. */
class CatalogUpdatesTest {
  /** Two candles of a minute, one row, and the candle that runs. */
  private static final String CATALOG =
      """
      const column = [1, 1];
      const candles = { from: [0, 60], open: column, high: column, low: column, close: column };
      const running = { from: 120, open: 1, high: 1, low: 1, close: 1 };
      const catalog = {
        asset: { symbol: 'A', payout: 0.9 }, timeframe: 60, plan: { analysed: [0, 60] },
        rows: [{ start: 0, result: 'PENDING' }], summary: { listed: 1 }, candles, running,
      };
      const update = ({ from, rowsChanged = [], listed = 1 }) => ({
        payout: 0.6, computedAt: 180, dataTo: 180, skipped: 0, forming: null,
        summary: { listed }, rowsChanged,
        candles: { from, open: from, high: from, low: from, close: from },
      });
      """;

  private static JavaScript updates;

  @BeforeAll
  static void load() {
    updates = new JavaScript("model/updates.js");
  }

  @AfterAll
  static void close() {
    updates.close();
  }

  @Test
  void aCloseBringsCandleRowsAndThePayoutOfNow() {
    JsonObject after =
        (JsonObject)
            updates.run(
                CATALOG
                    + "return it.withClosed(catalog,"
                    + " update({ from: [120], rowsChanged: [{ start: 0, result: 'WIN' }] }))");

    assertThat(after.getJsonObject("candles").getJsonArray("from"))
        .isEqualTo(JsonArray.of(0, 60, 120));
    assertThat(after.getJsonArray("rows").getJsonObject(0).getString("result")).isEqualTo("WIN");
    assertThat(after.getJsonObject("asset").getDouble("payout")).isEqualTo(0.6);
    assertThat(after.getValue("running")).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a candle is missing between | { from: [180] }",
        "a row is missing | { from: [120], listed: 2 }",
      })
  void newsThatDoNotJoinAreNotPatchedIn(String why, String news) {
    Object after = updates.run(CATALOG + "return it.withClosed(catalog, update(" + news + "))");

    assertThat(after).as(why).isNull();
  }

  @Test
  void aRunningCandleOfTheMomentBeforeIsNone() {
    assertThat(updates.run(CATALOG + "return it.withRunning(catalog, { from: 60 })")).isNull();
  }
}
