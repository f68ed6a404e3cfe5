package br.com.catalogador.page;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Finality;
import br.com.catalogador.strategy.Forming;
import br.com.catalogador.strategy.GoldenVectors;
import br.com.catalogador.strategy.GoldenVectors.Vector;
import br.com.catalogador.strategy.Pattern;
import br.com.catalogador.support.JavaScript;
import br.com.catalogador.view.CatalogJson;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the page says of an entry in the last second before its candles are complete: if they close
 * as they stand, it is what the golden vectors list of that quadrant.
 */
class ForecastTest {
  /** Columns end with the running candle, as on the page. */
  private static final String SIDE =
      """
      const [forming, analysed, candles, now] = given;
      const { from, open, high, low, close } = candles;
      const last = from.length - 1;
      const model = {
        forming, candles, rows: [], plan: { analysed }, computedAt: now, hasRunning: true,
        running: { from: from[last], open: open[last], high: high[last], low: low[last], close: close[last] },
        candleAt: (time) => from.includes(time) ? from.indexOf(time) : undefined,
      };
      const { side } = it.nextEntryAt(model, now);
      return side === undefined ? 'open' : side;
      """;

  private static JavaScript page;

  @BeforeAll
  static void load() {
    page = new JavaScript("model/forming.js");
  }

  @AfterAll
  static void close() {
    page.close();
  }

  /**
   * @param row as the vectors list it
   * @param now the last second of the last candle that decides; of one in the block before, the
   *     first second of the block
   */
  private record Moment(Vector vector, JsonObject row, long now) {
    long seconds() {
      return vector.series().timeframe().seconds();
    }

    Pattern pattern() {
      return vector.settings().pattern();
    }

    /** Index of the candle that runs then, or -1 without one. */
    int running() {
      CandleSeries series = vector.series();
      long from = Math.floorDiv(now, seconds()) * seconds();
      int index = series.ceiling(from);
      return index < series.size() && series.from(index) == from ? index : -1;
    }

    /** A candle that has not moved has no color yet, though it may be the color of a doji. */
    boolean hasMoved() {
      CandleSeries series = vector.series();
      return running() >= 0 && series.high(running()) > series.low(running());
    }

    Object side() {
      CandleSeries series = vector.series();
      Forming forming =
          Forming.of(series, vector.settings(), now, Finality.upTo(now)).orElseThrow();
      JsonArray analyzed = new JsonArray();
      pattern().analyzed().forEach(candle -> analyzed.add(candle * seconds()));
      return page.run(SIDE, CatalogJson.forming(forming), analyzed, columns(series), now);
    }

    private JsonObject columns(CandleSeries series) {
      JsonObject columns = new JsonObject();
      List.of("from", "open", "high", "low", "close")
          .forEach(name -> columns.put(name, new JsonArray()));
      for (int i = Math.max(0, running() - Pattern.WINDOW); i <= running(); i++) {
        columns.getJsonArray("from").add(series.from(i));
        columns.getJsonArray("open").add(series.open(i));
        columns.getJsonArray("high").add(series.high(i));
        columns.getJsonArray("low").add(series.low(i));
        columns.getJsonArray("close").add(series.close(i));
      }
      return columns;
    }
  }

  private static Stream<Moment> moments(Vector vector) {
    long seconds = vector.series().timeframe().seconds();
    List<Integer> analyzed = vector.settings().pattern().analyzed();
    long decided = (analyzed.get(analyzed.size() - 1) + 1) * seconds;
    return vector.rows().stream()
        .map(row -> new Moment(vector, row, row.getLong("start") + Math.max(0, decided - 1)))
        .filter(Moment::hasMoved);
  }

  @ParameterizedTest
  @ValueSource(strings = {"minoria", "minoria-random", "strategies"})
  void theSideIsThatOfTheQuadrantOnceItIsListed(String file) {
    List<Moment> moments = GoldenVectors.read(file).flatMap(ForecastTest::moments).toList();
    assertThat(moments).hasSizeGreaterThan(20);
    assertThat(moments)
        .allSatisfy(
            moment ->
                assertThat(moment.side())
                    .as("%s, quadrant of %s", moment.vector().name(), moment.row().getLong("start"))
                    .isEqualTo(moment.row().getString("signal")));
  }
}
