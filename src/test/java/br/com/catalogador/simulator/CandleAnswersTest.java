package br.com.catalogador.simulator;

import static br.com.catalogador.simulator.RunningSimulator.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Candle history over the socket. The clock is 25 seconds into the minute that starts at OPEN. */
@ExtendWith(VertxExtension.class)
class CandleAnswersTest {
  private static final long OPEN = NOW - 25;

  private BrokerSocket socket;

  @BeforeEach
  void start(Vertx vertx) {
    socket = RunningSimulator.start(vertx).socket(RunningSimulator.DEMO);
  }

  private JsonObject ask(Object... keysAndValues) {
    JsonObject body = new JsonObject().put("active_id", 76).put("size", 60).put("", 1);
    for (int i = 0; i < keysAndValues.length; i += 2) {
      body.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return socket.ask("get-candles", body);
  }

  private List<JsonObject> candles(Object... keysAndValues) {
    JsonArray candles = ask(keysAndValues).getJsonObject("msg").getJsonArray("candles");
    return candles.stream().map(JsonObject.class::cast).toList();
  }

  private static List<Long> starts(List<JsonObject> candles) {
    return candles.stream().map(candle -> candle.getLong("from")).toList();
  }

  private static List<Long> minutes(long first, long last) {
    return LongStream.iterate(first, time -> time <= last, time -> time + 60).boxed().toList();
  }

  @Test
  void endsWithTheRunningCandleAndItsLastTickInNanoseconds() {
    List<JsonObject> candles = candles("to", NOW, "count", 2);
    JsonObject closed = candles.get(0);
    JsonObject running = candles.get(1);

    assertThat(running.fieldNames())
        .containsExactly("id", "from", "at", "to", "open", "close", "min", "max", "volume");
    assertThat(running.getLong("from")).isEqualTo(OPEN);
    assertThat(running.getLong("to")).isEqualTo(OPEN + 60);
    assertThat(running.getLong("at")).isEqualTo(NOW * 1_000_000_000L);
    assertThat(running.getLong("volume")).isEqualTo(25);
    assertThat(closed.getLong("at")).isEqualTo(OPEN * 1_000_000_000L);
    assertThat(closed.getLong("volume")).isEqualTo(60);
    assertThat(running.getLong("id")).isEqualTo(closed.getLong("id") + 1);
  }

  @Test
  void sendsPricesWithTheAssetsPrecision() {
    for (JsonObject candle : candles("count", 50)) {
      double close = candle.getDouble("close");
      assertThat(close * 1e6).isEqualTo(Math.rint(close * 1e6));
      assertThat(candle.getDouble("min"))
          .isLessThanOrEqualTo(Math.min(close, candle.getDouble("open")));
      assertThat(candle.getDouble("max"))
          .isGreaterThanOrEqualTo(Math.max(close, candle.getDouble("open")));
    }
  }

  @Test
  void countsBackwardsFromToInclusive() {
    assertThat(starts(candles("to", OPEN - 60, "count", 3)))
        .isEqualTo(minutes(OPEN - 180, OPEN - 60));
    assertThat(starts(candles("to", OPEN - 61, "count", 3)))
        .isEqualTo(minutes(OPEN - 240, OPEN - 120));
  }

  @Test
  void countsForwardsFromFromRoundedUp() {
    assertThat(starts(candles("from", OPEN - 600, "count", 3)))
        .isEqualTo(minutes(OPEN - 600, OPEN - 480));
    assertThat(starts(candles("from", OPEN - 599, "count", 3)))
        .isEqualTo(minutes(OPEN - 540, OPEN - 420));
    assertThat(starts(candles("from", OPEN - 600))).isEqualTo(minutes(OPEN - 600, OPEN));
  }

  @Test
  void limitsTheRangeByFromAndTo() {
    assertThat(starts(candles("from", OPEN - 600, "to", OPEN - 420)))
        .isEqualTo(minutes(OPEN - 600, OPEN - 420));
    assertThat(candles("from", OPEN - 420, "to", OPEN - 600)).isEmpty();
  }

  @Test
  void limitsTheRangeByIdsInclusive() {
    long last = candles("count", 1).get(0).getLong("id");
    List<JsonObject> candles = candles("from_id", last - 10, "to_id", last - 7);
    assertThat(candles.stream().map(candle -> candle.getLong("id")))
        .containsExactly(last - 10, last - 9, last - 8, last - 7);
    assertThat(candles("from_id", last, "to_id", last + 5)).hasSize(1);
  }

  @Test
  void returnsAtMostTheThousandNewestBeforeTo() {
    List<JsonObject> candles = candles("to", NOW, "count", 5_000);
    assertThat(candles).hasSize(1_000);
    assertThat(candles.get(999).getLong("from")).isEqualTo(OPEN);
  }

  @Test
  void returnsAtMostTheThousandOldestAfterFrom() {
    List<JsonObject> candles = candles("from", OPEN - 3_000 * 60, "to", NOW);
    assertThat(candles).hasSize(1_000);
    assertThat(candles.get(0).getLong("from")).isEqualTo(OPEN - 3_000 * 60);
  }

  @Test
  void pagesBackwardsWithoutGapsOrDuplicates() {
    List<JsonObject> newer = candles("to", NOW, "count", 1_000);
    List<JsonObject> older = candles("to", newer.get(0).getLong("from") - 1, "count", 1_000);
    assertThat(older.get(999).getLong("id")).isEqualTo(newer.get(0).getLong("id") - 1);
    assertThat(newer.get(999).getLong("id") - older.get(0).getLong("id")).isEqualTo(1_999);
  }

  @Test
  void onlyClosedOmitsTheRunningCandleAndTickTimes() {
    List<JsonObject> candles = candles("to", NOW, "count", 1, "only_closed", true);
    assertThat(starts(candles)).containsExactly(OPEN - 60);
    assertThat(candles.get(0).containsKey("at")).isFalse();
  }

  @Test
  void refusesAFromInTheFutureWith4220() {
    JsonObject answer = ask("from", NOW + 1);
    assertThat(answer.getString("name")).isEqualTo("candles");
    assertThat(answer.getInteger("status")).isEqualTo(4220);
    assertThat(answer.getJsonObject("msg"))
        .isEqualTo(new JsonObject().put("from", JsonArray.of("from must not be in the future")));
    assertThat(ask("from", NOW).getInteger("status")).isEqualTo(2000);
  }

  @Test
  void refusesAnUnknownActiveWith4040AndAnUnknownSizeWith4220() {
    assertThat(ask("active_id", 4_711).getInteger("status")).isEqualTo(4040);
    assertThat(ask("active_id", null).getInteger("status")).isEqualTo(4040);
    assertThat(ask("size", 61).getInteger("status")).isEqualTo(4220);
    assertThat(ask("size", null).getInteger("status")).isEqualTo(4220);
  }

  @Test
  void startsTheHistoryAtFirstCandles() {
    JsonObject bySize =
        socket
            .ask("get-first-candles", new JsonObject().put("active_id", 76))
            .getJsonObject("msg")
            .getJsonObject("candles_by_size");
    assertThat(bySize.fieldNames())
        .containsExactly(
            "1", "5", "10", "15", "30", "60", "120", "300", "600", "900", "1800", "3600", "7200",
            "14400", "28800", "43200", "86400", "604800", "2592000");
    JsonObject first = bySize.getJsonObject("60");
    assertThat(first.getLong("from")).isEqualTo(NOW / 86_400 * 86_400 - 60 * 86_400);
    assertThat(candles("to", first.getLong("from"), "count", 10)).containsExactly(first);
    assertThat(candles("to", first.getLong("from") - 1, "count", 10)).isEmpty();
  }

  @Test
  void endsWithTheLastCandleBeforeTheCloseOfAClosedMarket() {
    // Apple is traded from 13:30 to 20:00; the clock is at 00:32 on Thursday.
    List<JsonObject> candles = candles("active_id", 32, "to", NOW, "count", 1);
    assertThat(candles.get(0).getLong("to")).isEqualTo(NOW / 86_400 * 86_400 - 4 * 3_600);
  }
}
