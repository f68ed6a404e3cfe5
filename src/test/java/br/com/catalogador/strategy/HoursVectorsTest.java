package br.com.catalogador.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Finality;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.hours.HourTables;
import br.com.catalogador.hours.Slot;
import br.com.catalogador.view.HoursJson;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.ZoneId;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Hours and slots as recorded in {@code vectors/market}, with both changes of London's clocks. */
class HoursVectorsTest {
  /** The vectors show every so many slots. */
  private static final int EVERY = 37;

  private static final JsonObject FILE = GoldenVectors.json("market/hours");

  @TestFactory
  Stream<DynamicTest> hoursAndSlotsAreAsRecorded() {
    JsonArray cases = FILE.getJsonArray("cases");
    assertThat(cases).hasSize(4);
    return cases.stream()
        .map(JsonObject.class::cast)
        .map(item -> DynamicTest.dynamicTest(item.getString("name"), () -> check(item)));
  }

  private static void check(JsonObject item) {
    JsonObject input = item.getJsonObject("input");
    JsonObject expected = item.getJsonObject("expected");
    Timeframe timeframe = Timeframe.ofSeconds(input.getLong("timeframe")).orElseThrow();
    int martingale = input.getInteger("martingale");
    TieRule tie = TieRule.ofWireName(input.getString("tie")).orElseThrow();
    CandleSeries series =
        GoldenVectors.series(
            timeframe, FILE.getJsonObject("series").getJsonArray(input.getString("candles")));
    long now = input.getLong("now");
    ZoneId zone = ZoneId.of(input.getString("zone"));
    CatalogSettings settings =
        new CatalogSettings(
            Strategies.byIdOrPattern(input.getString("strategy")).orElseThrow(),
            timeframe,
            Integer.MAX_VALUE,
            martingale,
            tie);

    HourTables tables =
        HourTables.of(Catalog.of(series, settings, Finality.upTo(now)).rows(), zone);
    JsonArray slots =
        HoursJson.bySlot(Slot.of(series, zone, input.getInteger("days"), martingale, tie, now));

    GoldenVectorsTest.assertSame(
        HoursJson.byHour(tables), expected.getJsonObject("byHour"), "byHour");
    JsonArray shown = new JsonArray();
    for (int i = 0; i < slots.size(); i += EVERY) {
      shown.add(slots.getJsonObject(i));
    }
    GoldenVectorsTest.assertSame(shown, expected.getJsonArray("bySlot"), "bySlot");
  }
}
