package br.com.catalogador.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import br.com.catalogador.support.JavaScript;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the chart computes before it paints: places, views, scales, marks. */
class ChartTest {
  private static Object run(String module, String script) {
    try (JavaScript page = new JavaScript("chart/" + module + ".js")) {
      return page.run(script);
    }
  }

  @Test
  void missingTimeLeavesOneEmptyPlace() {
    assertThat(run("places", "return it.placesOf([60, 120, 600, 660], 60)"))
        .isEqualTo(
            new JsonObject(
                """
                {"of":[0,1,3,4],"gaps":[2],"count":5}
                """));
  }

  @Test
  void aPlaceBelongsToTheCandleAtOrBeforeIt() {
    assertThat(
            run(
                "places",
                "const places = it.placesOf([60, 120, 600, 660], 60);"
                    + "return [-0.5, 0, 1.9, 2.5, 3, 9].map((place) => it.candleBefore(places,"
                    + " place))"))
        .isEqualTo(JsonArray.of(-1, 0, 1, 1, 2, 3));
  }

  @Test
  void aViewHoldsTheCandlesThatAreSeenInPart() {
    assertThat(
            run(
                "places",
                "const places = it.placesOf([60, 120, 180, 240], 60);"
                    + "return [it.candlesIn(places, { first: 0.5, last: 2.5 }),"
                    + " it.candlesIn(places, { first: 4.5, last: 6 })]"))
        .isEqualTo(JsonArray.of(JsonArray.of(0, 2), null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "it.whole(100) | 0 | 102",
        "it.newest(100, 40) | 62 | 102",
        // the anchor stays where it is
        "it.zoomed({ first: 0, last: 100 }, 0.5, 50, 100) | 25 | 75",
        "it.zoomed({ first: 0, last: 100 }, 0.01, 50, 100) | 46 | 54",
        "it.zoomed({ first: 10, last: 60 }, 9, 20, 100) | 0 | 102",
        "it.moved({ first: 10, last: 60 }, -30, 100) | 0 | 50",
        "it.moved({ first: 10, last: 60 }, 300, 100) | 52 | 102",
        "it.revealing({ first: 10, last: 60 }, 20, 25, 100) | 10 | 60",
        "it.revealing({ first: 10, last: 30 }, 80, 90, 100) | 75 | 95",
      })
  void aViewStaysWithinTheCandles(String view, double first, double last) {
    assertThat((JsonObject) run("view", "return " + view))
        .isEqualTo(new JsonObject().put("first", (int) first).put("last", (int) last));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // the newest candle was seen: the new one is seen too
        "22 | 32 | 23 | 33",
        // older candles are read: they stay, though the oldest one has gone
        "2 | 12 | 1 | 11",
      })
  void theReadersViewStaysWhenACandleCloses(double first, double last, double to, double end) {
    String script =
        """
        const series = (begin) => {
          const from = Array.from({ length: 30 }, (_, index) => (begin + index) * 60);
          return { from, places: { of: from.map((_, index) => index), gaps: [], count: 30 } };
        };
        const longer = series(0);
        longer.from.push(1800);
        longer.places = { of: longer.from.map((_, index) => index), gaps: [], count: 31 };
        const view = { first: %s, last: %s };
        return it.following(view, series(0), view.last >= 30 ? longer : series(1));
        """
            .formatted(first, last);

    assertThat((JsonObject) run("view", script))
        .isEqualTo(new JsonObject().put("first", (int) to).put("last", (int) end));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[1.1476, 1.1486] | 5 | [1.1476,1.1478,1.148,1.1482,1.1484,1.1486]",
        "[92000, 93000] | 4 | [92000,92500,93000]",
        "[8.5e-8, 8.7e-8] | 4 | [8.5e-8,8.55e-8,8.6e-8,8.65e-8,8.7e-8]",
      })
  void pricesAreLabelledAtRoundSteps(String range, int most, String ticks) {
    JsonArray found =
        (JsonArray) run("scales", "return it.priceTicks(" + range + ", " + most + ")");
    JsonArray expected = new JsonArray(ticks);

    assertThat(found.size()).isEqualTo(expected.size());
    for (int i = 0; i < expected.size(); i++) {
      double price = expected.getDouble(i);
      assertThat(found.getDouble(i)).isCloseTo(price, offset(price * 1e-9));
    }
  }

  @Test
  void aMarketThatStandsStillHasARangeOfPrices() {
    assertThat(
            run(
                "scales",
                "return it.priceRange({ low: [2, 2], high: [2, 2] }, 0, 1).map((price) =>"
                    + " price.toFixed(4))"))
        .isEqualTo(JsonArray.of("1.9998", "2.0002"));
  }

  @Test
  void timeLabelsBeginWithQuadrantsAndTellTheDay() {
    String script =
        """
        const from = Array.from({ length: 40 }, (_, index) => 86400 - 20 * 60 + index * 60);
        const step = it.timeStep(300, 700);
        return [step, it.timeTicks(from, [0, 39], step, () => 0)];
        """;

    assertThat(run("scales", script))
        .isEqualTo(
            JsonArray.of(
                900,
                new JsonArray(
                    """
                    [{"index":5,"day":false},{"index":20,"day":true},{"index":35,"day":false}]
                    """)));
  }

  @Test
  void stepsBetweenTimeLabelsAreWholeQuadrants() {
    assertThat(
            run(
                "scales",
                "return [it.timeStep(600, 700), it.timeStep(3600, 5000), it.timeStep(300,"
                    + " 90000)]"))
        .isEqualTo(JsonArray.of(1200, 7200, 172800));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "WIN | 0 | W",
        "WIN | 2 | L L W",
        "LOSS | 1 | L L",
        "TIE | 1 | L E",
        "PENDING | 1 | 'L '",
        "NO_DATA | 0 | ?",
      })
  void eachAttemptIsMarkedWithWhatBecameOfIt(String result, int martingale, String letters) {
    String script =
        """
        const row = {
          start: 0, end: 300, signal: 'CALL', result: '%s', martingale: %d,
          outcome: { kind: 'own' }, attemptsAt: [300, 360, 420],
        };
        const model = { candleAt: (from) => from / 60 };
        const entries = it.entriesOf(model, row);
        return [entries.map(({ letter }) => letter).join(' '), entries.map(({ index }) => index), entries.at(-1).kind];
        """
            .formatted(result, martingale);
    JsonArray found = (JsonArray) run("entries", script);

    assertThat(found.getString(0)).isEqualTo(letters);
    assertThat(found.getJsonArray(1).size()).isEqualTo(martingale + 1);
    assertThat(found.getString(2)).isEqualTo("own");
  }
}
