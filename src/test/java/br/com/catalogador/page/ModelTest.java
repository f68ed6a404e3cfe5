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

/** What the views derive from a catalog in common. */
class ModelTest {
  private static final String CATALOG =
      """
      const column = [1, 2];
      const candles = { from: [60, 120], open: column, high: column, low: column, close: column };
      const catalog = (running, rows = []) => ({
        candles, running, rows, plan: { block: 300, analysed: [0, 60], attempts: [300, 360, 420] },
      });
      """;

  private static JavaScript model;

  @BeforeAll
  static void load() {
    model =
        new JavaScript(
            "model/catalog.js", "globalThis.document = { documentElement: { lang: 'pt' } };");
  }

  @AfterAll
  static void close() {
    model.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ from: 180, open: 3, high: 5, low: 2, close: 4 } | [60,120,180] | [1,2,4] | true",
        // the last closed one, told again
        "{ from: 120, open: 3, high: 5, low: 2, close: 4 } | [60,120] | [1,2] | false",
        "null | [60,120] | [1,2] | false",
      })
  void theRunningCandleIsDrawnBehindTheClosedOnes(
      String running, String from, String close, boolean hasRunning) {
    Object drawn =
        model.run(
            CATALOG
                + "const built = it.buildModel(catalog("
                + running
                + ")); return [built.candles.from, built.candles.close, built.hasRunning,"
                + " built.catalog.candles.from]");

    assertThat(drawn)
        .isEqualTo(
            JsonArray.of(
                new JsonArray(from), new JsonArray(close), hasRunning, JsonArray.of(60, 120)));
  }

  @Test
  void aCandleAndAQuadrantAreFoundByTheirStart() {
    Object found =
        model.run(
            CATALOG
                + "const built = it.buildModel(catalog(null, [{ start: 0, result: 'LOSS' }]));"
                + "return [built.candleAt(120), built.candleAt(121) === undefined,"
                + " built.rowOf(0).result, built.rowOf(60) === undefined]");

    assertThat(found).isEqualTo(JsonArray.of(1, true, "LOSS", true));
  }

  @Test
  void aQuadrantKnowsItsEndItsCandlesAndItsAttempts() {
    JsonArray rows =
        (JsonArray)
            model.run(
                CATALOG
                    + "return it.buildModel(catalog(null, ["
                    + "{ start: 600, result: 'WIN', signal: 'CALL', martingale: 1 },"
                    + "{ start: 900, result: 'NULL', signal: null, nullReason: 'DRAW' }])).rows");

    assertThat(rows.getJsonObject(0))
        .isEqualTo(
            new JsonObject(
                """
                {"start":600,"result":"WIN","signal":"CALL","martingale":1,"number":1,"end":900,
                 "outcome":{"kind":"win1","letter":"G1","words":"outcome.gale"},
                 "analysedAt":[600,660],"attemptsAt":[900,960,1020]}
                """));
    JsonObject annulled = rows.getJsonObject(1);
    assertThat(annulled.getInteger("number")).isEqualTo(2);
    assertThat(annulled.getJsonArray("attemptsAt")).isEmpty();
    assertThat(annulled.getJsonObject("outcome"))
        .isEqualTo(
            new JsonObject().put("kind", "null").put("letter", "N").put("words", "outcome.draw"));
  }

  @ParameterizedTest
  @CsvSource({
    "WIN, 0, win0, 1",
    "WIN, 2, win2, G2",
    "WIN, 5, win5, G5",
    "LOSS, 2, loss, L",
    "TIE, 0, tie, E",
    "NULL, 0, null, N",
    "NO_DATA, 0, no-data, ?",
    "PENDING, 1, pending, …"
  })
  void everyOutcomeHasAKindAndALetter(String result, int martingale, String kind, String letter) {
    JsonObject row = new JsonObject().put("start", 0).put("result", result);
    row.put("martingale", martingale).put("signal", "CALL");

    JsonObject outcome =
        (JsonObject)
            model.run(CATALOG + "return it.buildModel(catalog(null, given)).rows[0].outcome", row);

    assertThat(outcome.getString("kind")).isEqualTo(kind);
    assertThat(outcome.getString("letter")).isEqualTo(letter);
  }
}
