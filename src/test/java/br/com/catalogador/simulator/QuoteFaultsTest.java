package br.com.catalogador.simulator;

import static br.com.catalogador.simulator.RunningSimulator.DEMO;
import static br.com.catalogador.simulator.RunningSimulator.NOW;
import static br.com.catalogador.simulator.RunningSimulator.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Faults of quotes, in the history and in pushes. The clock is 25 seconds into the minute that
 * starts at OPEN.
 */
@ExtendWith(VertxExtension.class)
class QuoteFaultsTest {
  private static final long OPEN = NOW - 25;
  private static final long NANOSECONDS = 1_000_000_000L;
  private static final JsonObject MINUTES = json("active_id", 76, "size", 60);

  private RunningSimulator simulator;
  private BrokerSocket socket;

  @BeforeEach
  void start(Vertx vertx) {
    simulator = RunningSimulator.start(vertx);
    socket = simulator.socket(DEMO);
  }

  private List<Long> starts(BrokerSocket socket, Object... keysAndValues) {
    return socket
        .ask("get-candles", MINUTES.copy().mergeIn(json(keysAndValues)))
        .getJsonObject("msg")
        .getJsonArray("candles")
        .stream()
        .map(candle -> ((JsonObject) candle).getLong("from"))
        .toList();
  }

  @Test
  void missingCandlesAreNeitherInHistoryNorPushed() {
    simulator.fault(
        "missingCandles",
        JsonArray.of(
            json("active_id", 76, "size", 60, "from", OPEN - 120),
            json("active_id", 76, "size", 60, "from", OPEN)));
    assertThat(starts(socket, "to", NOW, "count", 3))
        .containsExactly(OPEN - 240, OPEN - 180, OPEN - 60);
    assertThat(starts(socket, "from", OPEN - 180, "to", NOW))
        .containsExactly(OPEN - 180, OPEN - 60);
    assertThat(starts(socket, "active_id", 77, "to", NOW, "count", 1)).containsExactly(OPEN);

    socket.subscribe("candle-generated", MINUTES);
    socket.subscribe("candles-generated", json("active_id", 76));
    socket.settle();
    simulator.setClock(OPEN + 61);
    assertThat(socket.next("candle-generated").getJsonObject("msg").getLong("from"))
        .isEqualTo(OPEN + 60);
    assertThat(
            socket
                .next("candles-generated")
                .getJsonObject("msg")
                .getJsonObject("candles")
                .fieldNames())
        .hasSize(18)
        .doesNotContain("60");
  }

  @Test
  void delaysTheNewestClosedCandleInTheHistory() {
    simulator.fault("hideNewest", 10);
    simulator.setClock(OPEN + 65);
    assertThat(starts(socket, "to", NOW + 60, "count", 2)).containsExactly(OPEN - 60, OPEN + 60);
    assertThat(starts(socket, "count", 1, "only_closed", true)).containsExactly(OPEN - 60);
    simulator.setClock(OPEN + 70);
    assertThat(starts(socket, "count", 1, "only_closed", true)).containsExactly(OPEN);
  }

  private JsonArray newest(int count) {
    return socket
        .ask("get-candles", MINUTES.copy().mergeIn(json("to", OPEN + 65, "count", count)))
        .getJsonObject("msg")
        .getJsonArray("candles");
  }

  @Test
  void showsTheNewestClosedCandleWithoutItsEndAtFirst() {
    simulator.setClock(OPEN + 64);
    JsonObject last = newest(2).getJsonObject(0);
    simulator.fault("lateFinals", 5);
    JsonObject early = newest(2).getJsonObject(0);
    simulator.setClock(OPEN + 65);

    assertThat(early.getLong("from")).isEqualTo(OPEN);
    assertThat(early.getLong("at")).isEqualTo((OPEN + 58) * NANOSECONDS);
    assertThat(last.getLong("at")).isEqualTo((OPEN + 60) * NANOSECONDS);
    assertThat(newest(2).getJsonObject(0)).isEqualTo(last);
  }

  @Test
  void repeatsTheNewestClosedCandleInAnOutdatedState() {
    simulator.setClock(OPEN + 65);
    simulator.fault("staleCandles", true);
    JsonArray candles = newest(2);

    assertThat(candles).hasSize(3);
    assertThat(candles.getJsonObject(0).getLong("at")).isEqualTo((OPEN + 60) * NANOSECONDS);
    assertThat(candles.getJsonObject(2).getLong("from")).isEqualTo(OPEN);
    assertThat(candles.getJsonObject(2).getLong("at")).isEqualTo((OPEN + 58) * NANOSECONDS);
  }

  @Test
  void hiddenCandlesAreMissingInTheHistoryButPushed() {
    simulator.fault("hiddenCandles", JsonArray.of(json("active_id", 76, "size", 60, "from", OPEN)));
    assertThat(starts(socket, "to", NOW, "count", 2)).containsExactly(OPEN - 120, OPEN - 60);

    socket.subscribe("candle-generated", MINUTES);
    socket.settle();
    simulator.setClock(NOW + 1);
    assertThat(socket.next("candle-generated").getJsonObject("msg").getLong("from"))
        .isEqualTo(OPEN);
  }

  @Test
  void shiftsTimeSyncAlone() {
    simulator.fault("timeSyncOffset", 120_000);
    JsonObject time;
    do {
      time = socket.next("timeSync");
    } while (time.getLong("msg") != (NOW + 120) * 1_000);
    assertThat(starts(socket, "count", 1)).containsExactly(OPEN);
  }

  @Test
  void clockOffsetShiftsTimePushesAndHistory() {
    simulator.fault("clockOffset", -90_000);
    socket.settle();
    long behind = NOW - 90;
    JsonObject time;
    do {
      time = socket.next("timeSync");
    } while (time.getLong("msg") != behind * 1_000);
    assertThat(starts(socket, "count", 1)).containsExactly(OPEN - 120);
    socket.subscribe("candle-generated", json("active_id", 76, "size", 60));
    socket.settle();
    simulator.setClock(NOW + 1);
    assertThat(socket.next("candle-generated").getJsonObject("msg").getLong("at"))
        .isEqualTo((behind + 1) * NANOSECONDS);
  }

  @Test
  void duplicatesAndDelaysPushes() {
    simulator.fault("duplicatePushes", true);
    simulator.fault("latePushes", 50);
    socket.subscribe("candle-generated", MINUTES);
    socket.settle();
    simulator.setClock(NOW + 1);
    JsonObject first = socket.next("candle-generated");
    assertThat(socket.next("candle-generated")).isEqualTo(first);
    assertThat(first.getJsonObject("msg").getLong("at")).isEqualTo((NOW + 1) * NANOSECONDS);
    socket.settle();
    assertThat(socket.hasUnread("candle-generated")).isFalse();
  }

  @Test
  void dropsTheLastPushOfACandleButNotItsHistory() {
    simulator.fault("dropLastPush", true);
    simulator.setClock(OPEN + 58);
    socket.subscribe("candle-generated", MINUTES);
    socket.settle();
    while (socket.next("timeSync").getLong("msg") != (OPEN + 58) * 1_000) {
      socket.settle();
    }
    simulator.setClock(OPEN + 61);
    JsonObject push;
    long last = 0;
    do {
      push = socket.next("candle-generated").getJsonObject("msg");
      assertThat(push.getLong("at")).isNotEqualTo((OPEN + 60) * NANOSECONDS);
      last = push.getLong("from") == OPEN ? push.getLong("at") : last;
    } while (push.getLong("from") == OPEN);
    assertThat(last).isEqualTo((OPEN + 59) * NANOSECONDS);
    assertThat(push.getLong("at")).isEqualTo((OPEN + 61) * NANOSECONDS);
    JsonObject closed =
        socket
            .ask("get-candles", MINUTES.copy().put("to", OPEN).put("count", 1))
            .getJsonObject("msg")
            .getJsonArray("candles")
            .getJsonObject(0);
    assertThat(closed.getLong("at")).isEqualTo((OPEN + 60) * NANOSECONDS);
  }
}
