package br.com.catalogador.page;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.support.JavaScript;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The state of the signal card. Quadrants of five candles of a minute: one has begun at 0 with its
 * entry at 300, and the next one begins at 300.
 */
class SignalTest {
  private static final String MODEL =
      """
      const pending = (martingale) => ({
        result: 'PENDING', signal: 'PUT', entryAt: 300, martingale, attemptsAt: [300, 360, 420],
      });
      const row = (start) => ({ ...pending(0), start });
      const forming = (start, closed, preview, nullReason) => ({
        start, entryAt: start + 300, closed, preview, nullReason, ifGreen: preview, ifRed: preview,
      });
      const model = (rows, formed) => ({
        rows, forming: formed, timeframe: 60, computedAt: 0, hasRunning: false, running: null,
        plan: { block: 300, analysed: [0, 60, 120, 180, 240], attempts: [300, 360, 420] },
      });
      const live = { open: true, ended: false, age: 1 };
      """;

  private static JavaScript signal;

  @BeforeAll
  static void load() {
    signal = new JavaScript("model/signal.js");
  }

  @AfterAll
  static void close() {
    signal.close();
  }

  private static JsonObject at(String call) {
    return (JsonObject) signal.run(MODEL + "return it.signalAt(" + call + ");");
  }

  /** At 299, a second before the entry of the block that began at 0. */
  private static JsonObject at(String rows, String forming) {
    return at("model(%s, %s), 299, live".formatted(rows, forming));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "model([], forming(0, 2, null, 'DRAW')), 130, live | forming | - | 300",
        "model([], forming(0, 3, 'CALL', null)), 190, live | provisional | CALL | 300",
        // from the close through the first 15 seconds of the entry
        "model([pending(0)], forming(300, 0, null, null)), 299, live | confirmed | PUT | 300",
        "model([pending(0)], forming(300, 0, null, null)), 314, live | confirmed | PUT | 300",
        "model([pending(0)], forming(300, 0, null, null)), 315, live | trade | PUT | 360",
        "model([pending(1)], forming(300, 1, null, null)), 365, live | trade | PUT | 420",
        // a side that may be acted on stands before a trade that runs
        "model([pending(1)], forming(300, 1, 'CALL', null)), 365, live | provisional | CALL | 600",
        // no entry comes of it: what is counted down to is the one after
        "model([], forming(0, 3, null, 'DOJI')), 190, live | none | - | 600",
        "model([], forming(0, 3, null, 'NO_DATA')), 190, live | none | - | 600",
        "model([], null), 190, live | none | - | -",
        // nothing forms until the next quadrant begins
        "model([{ start: 0, result: 'WIN' }], null), 301, live | forming | - | 600",
        "model([{ start: 0, result: 'WIN' }], null), 599, live | forming | - | 600",
        "model([{ start: 0, result: 'WIN' }], null), 600, live | forming | - | 900",
        "model([{ start: 0, result: 'NULL' }], null), 299, live | forming | - | 600",
        "model([], forming(0, 3, 'CALL', null)), 190, { ...live, open: false } | closed | - | -",
        "model([], forming(0, 3, 'CALL', null)), 190, { ...live, age: 59 } | provisional | CALL |"
            + " 300",
        "model([], forming(0, 3, 'CALL', null)), 190, { ...live, age: 60 } | late | - | -",
        "model([pending(0)], null), 299, { ...live, ended: true } | ended | - | -",
      })
  void oneStateAtATime(String call, String state, String side, Integer until) {
    JsonObject found = at(call);

    assertThat(found.getString("state")).isEqualTo(state);
    assertThat(found.getString("side")).isEqualTo(side);
    assertThat(found.getInteger("until")).isEqualTo(until);
  }

  @Test
  void aTradeThatRunsBesideASignalIsToldToo() {
    JsonObject found = at("model([pending(2)], forming(300, 2, 'CALL', null)), 425, live");

    assertThat(found.getJsonArray("trades"))
        .hasSize(1)
        .first()
        .isEqualTo(new JsonObject().put("side", "PUT").put("attempt", 2).put("until", 480));
  }

  @Test
  void theEntryThatIsConfirmedIsNoTradeBesideItself() {
    assertThat(
            at("model([pending(0)], forming(300, 0, null, null)), 305, live")
                .getJsonArray("trades"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // closed, its entry to come: sure, or open by a condition of the same or of an earlier
        // block
        "[row(0)] | {start: 0, entryAt: 300} | confirmed | -",
        "[row(0)] | {start: 0, entryAt: 300, awaits: 'after'} | provisional | after",
        "[row(0)] | {start: 300, entryAt: 600} | confirmed | -",
        "[row(0)] | {start: 300, entryAt: 600, awaits: 'trend'} | confirmed | -",
        "[row(0)] | {start: 300, entryAt: 600, waiting: [{start: 0, awaits: 'agree'}]} |"
            + " provisional | agree",
        "[row(0)] | {start: 300, entryAt: 600, waiting: [{start: -300, awaits: 'agree'}]} |"
            + " confirmed | -",
      })
  void aClosedQuadrantIsConfirmedOnlyWhenNoConditionIsOpen(
      String rows, String forming, String state, String awaits) {
    JsonObject found = at(rows, forming);

    assertThat(found.getString("state")).isEqualTo(state);
    assertThat(found.getString("awaits")).isEqualTo(awaits);
    assertThat(found.getString("side")).isEqualTo("PUT");
    assertThat(found.getInteger("until")).isEqualTo(300);
  }

  @Test
  void anEntryThatIsStillOpenAsItBeginsIsNoTradeYet() {
    JsonObject found = at("model([row(0)], {start: 0, awaits: 'after'}), 301, live");

    assertThat(found.getString("state")).isEqualTo("provisional");
    assertThat(found.getJsonArray("trades")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // the side that it has so far, and what it depends on besides
        "[] | {preview: 'PUT', awaits: 'trend'} | provisional | PUT | - | - | 300",
        "[] | {preview: 'PUT', awaits: 'trend', callFilter: 'side'} | provisional | PUT | - | -"
            + " | 300",
        "[] | {preview: 'PUT', putFilter: 'side'} | none | - | SO_FAR | - | 300",
        // whichever side comes
        "[] | {preview: 'PUT', callFilter: 'hours', putFilter: 'hours'} | none | - | FILTERED |"
            + " hours | 600",
        "[] | {nullReason: 'NO_MATCH'} | none | - | NO_MATCH | - | 600",
        "[] | {nullReason: 'DRAW'} | forming | - | - | - | 300",
        // closed
        "[{ ...row(0), result: 'FILTERED', filter: 'trend' }] | {preview: 'PUT', putFilter:"
            + " 'trend'} | none | - | FILTERED | trend | 600",
        "[{ start: 0, result: 'NULL', nullReason: 'DRAW' }] | {nullReason: 'DRAW'} | none | - |"
            + " DRAW | - | 600",
      })
  void aQuadrantSaysWhatItsConditionsMakeOfIt(
      String rows,
      String forming,
      String state,
      String side,
      String why,
      String filter,
      Integer until) {
    JsonObject found =
        at(rows, "{ start: 0, entryAt: 300, closed: 3, preview: null, ...%s }".formatted(forming));

    assertThat(found.getString("state")).isEqualTo(state);
    assertThat(found.getString("side")).isEqualTo(side);
    assertThat(found.getString("why")).isEqualTo(why);
    assertThat(found.getString("filter")).isEqualTo(filter);
    assertThat(found.getInteger("until")).isEqualTo(until);
  }

  @ParameterizedTest
  @CsvSource({"'DOJI', DOJI", "'NO_DATA', NO_DATA"})
  void aLostQuadrantSaysWhy(String nullReason, String why) {
    assertThat(
            at("model([], forming(0, 3, null, '" + nullReason.replace("'", "") + "')), 190, live")
                .getString("why"))
        .isEqualTo(why);
  }
}
