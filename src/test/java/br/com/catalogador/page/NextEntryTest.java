package br.com.catalogador.page;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.support.JavaScript;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which side the next entry has, by what the server said of it and the candle that runs. */
class NextEntryTest {
  /** A quadrant of five candles of a minute that began at 0; its entry is at 300. */
  private static final String SIDE =
      """
      const [closed, preview, nullReason, ifGreen, ifRed, computedAt, running] = given;
      const forming = { start: 0, entryAt: 300, closed, preview, nullReason, ifGreen, ifRed };
      const [from, open, high, low, close] = running ? running.split(' ').map(Number) : [];
      const model = {
        forming, computedAt, rows: [], plan: { analysed: [0, 60, 120, 180, 240] },
        hasRunning: Boolean(running), running: { from, open, high, low, close },
      };
      const { side } = it.nextEntryAt(model, 299);
      return side === undefined ? 'open' : side;
      """;

  private static JavaScript forming;

  @BeforeAll
  static void load() {
    forming = new JavaScript("model/forming.js");
  }

  @AfterAll
  static void close() {
    forming.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // before the last candle: what has closed
        "3 | CALL | - | CALL | PUT | 200 | 180 1 2 1 2 | CALL",
        "2 | - | DRAW | PUT | CALL | 130 | 120 1 2 1 2 | open",
        "3 | - | DOJI | - | - | 200 | 180 1 2 1 2 | -",
        // the last candle decides as it stands
        "4 | - | DRAW | PUT | CALL | 245 | 240 1 2 1 2 | PUT",
        "4 | - | DRAW | PUT | CALL | 245 | 240 2 2 1 1 | CALL",
        "4 | CALL | - | CALL | CALL | 245 | 240 2 2 1 1 | CALL",
        "4 | CALL | - | CALL | CALL | 245 | 240 2 3 1 2 | -",
        // it has not moved yet: only what both colors agree on
        "4 | CALL | - | CALL | CALL | 245 | 240 2 2 2 2 | CALL",
        "4 | - | DRAW | PUT | CALL | 245 | 240 2 2 2 2 | open",
        // a candle is missing
        "3 | - | NO_DATA | - | - | 245 | 240 1 2 1 2 | -",
        // the close before it is still on its way: what was said is about another candle
        "3 | CALL | - | CALL | PUT | 200 | 240 1 2 1 2 | CALL",
        "3 | CALL | - | - | - | 241 | 240 1 2 1 2 | CALL",
      })
  void sideOfTheNextEntry(
      int closed,
      String preview,
      String nullReason,
      String ifGreen,
      String ifRed,
      int computedAt,
      String running,
      String side) {
    assertThat(forming.run(SIDE, closed, preview, nullReason, ifGreen, ifRed, computedAt, running))
        .isEqualTo(side);
  }

  @Test
  void whatWasSaidBeforeTheOnlyCandleThatDecidesBeganSaysNothingOfIt() {
    Object side =
        forming.run(
            "const said = { start: 0, entryAt: 60, closed: 0, preview: null, nullReason: null,"
                + " ifGreen: null, ifRed: null };return it.sideIfClosedNow({ forming: said, plan: {"
                + " analysed: [0] }, computedAt: -1, hasRunning: true, running: { from: 0, open: 1,"
                + " high: 2, low: 1, close: 2 } }) === undefined");
    assertThat(side).isEqualTo(true);
  }

  @Test
  void aQuadrantThatIsListedAndHasNotBegunIsCertain() {
    JsonObject next =
        (JsonObject)
            forming.run(
                "const row = { result: 'PENDING', martingale: 0, entryAt: 300, signal: 'PUT' };"
                    + "return it.nextEntryAt({ rows: [row], forming: null }, 299)");
    assertThat(next.getString("side")).isEqualTo("PUT");
    assertThat(next.getBoolean("certain")).isTrue();
    assertThat(forming.run("return it.nextEntryAt({ rows: [], forming: null }, 299)")).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "{} | CALL",
        "{putFilter: 'trend'} | CALL",
        "{callFilter: 'side'} | none",
        "{awaits: 'after'} | open",
        "{callFilter: 'side', awaits: 'after'} | none",
      })
  void aSideThatFailsAConditionIsNoEntryAndOneThatIsOpenSaysNothing(String outlook, String side) {
    String script =
        """
        const forming = { start: 0, closed: 1, preview: 'CALL', entryAt: 300, ...%s };
        const model = { rows: [], plan: { analysed: [0] }, hasRunning: false, forming };
        const { side } = it.nextEntryAt(model, 100);
        return side === undefined ? 'open' : (side ?? 'none');
        """;
    assertThat(forming.run(script.formatted(outlook))).isEqualTo(side);
  }
}
