package br.com.catalogador.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Finality;
import br.com.catalogador.hours.HourTables;
import br.com.catalogador.hours.SlotTable;
import br.com.catalogador.view.HoursJson;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Hours and slots as recorded in {@code vectors/market}, with both changes of London's clocks. */
class HoursVectorsTest {
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
    CatalogSettings settings = GoldenVectors.settings(input);
    CandleSeries series =
        GoldenVectors.series(
            settings.timeframe(),
            FILE.getJsonObject("series").getJsonArray(input.getString("candles")));
    long now = input.getLong("now");
    ZoneId zone = ZoneId.of(input.getString("zone"));

    HourTables tables =
        HourTables.of(Catalog.of(series, settings, Finality.upTo(now)).rows(), zone);
    SlotTable table =
        SlotTable.of(
            series, zone, input.getInteger("days"), settings.martingale(), settings.tie(), now);

    GoldenVectors.assertHours(HoursJson.byHour(tables), HoursJson.bySlot(table.slots()), expected);
  }

  @Test
  void aCoinLooksBetterThanAHalfWhereItsBetterSideIsPickedAfterwards() {
    SlotTable.Luck luck = new SlotTable(10, List.of()).luck(2);

    // 252 of 1024 series of ten tosses are equal; the larger side has 6.23 on average
    assertThat(luck.share()).isCloseTo(0.5 + 252.0 / 2048, within(1e-12));
    assertThat(luck.wonBy()).hasSize(3);
    assertThat(luck.wonBy().get(2)).isCloseTo(0.906, within(0.001));
    assertThat(new SlotTable(1, List.of()).luck(0).share()).isEqualTo(1);
    assertThat(new SlotTable(3, List.of()).luck(0).share()).isEqualTo(0.75);
    assertThat(new SlotTable(0, List.of()).luck(0)).isNull();
  }
}
