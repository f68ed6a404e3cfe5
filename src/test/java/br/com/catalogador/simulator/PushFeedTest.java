package br.com.catalogador.simulator;

import static br.com.catalogador.simulator.RunningSimulator.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pushes on a socket; the test sets the clock, and the simulator catches up second by second. */
@ExtendWith(VertxExtension.class)
class PushFeedTest {
  private static final JsonObject MINUTES = filters(76, 60);
  private static final long NANOSECONDS = 1_000_000_000L;

  private RunningSimulator simulator;
  private BrokerSocket socket;

  @BeforeEach
  void start(Vertx vertx) {
    simulator = RunningSimulator.start(vertx);
    socket = simulator.socket(RunningSimulator.DEMO);
  }

  private static JsonObject filters(Object active, Object size) {
    return new JsonObject().put("active_id", active).put("size", size);
  }

  private JsonObject nextCandle() {
    return socket.next("candle-generated").getJsonObject("msg");
  }

  @Test
  void pushesTheRunningCandleEverySecondUntilItsEnd() {
    long end = NOW + 35;
    socket.subscribe("candle-generated", MINUTES);
    socket.settle();
    simulator.setClock(end + 1);

    JsonObject closed = null;
    for (long now = NOW + 1; now <= end; now++) {
      closed = nextCandle();
      assertThat(closed.getLong("at")).isEqualTo(now * NANOSECONDS);
      assertThat(closed.getLong("to")).isEqualTo(end);
    }
    JsonObject opened = nextCandle();
    assertThat(opened.getLong("from")).isEqualTo(end);
    assertThat(opened.getLong("at")).isEqualTo((end + 1) * NANOSECONDS);
    assertThat(opened.getLong("id")).isEqualTo(closed.getLong("id") + 1);

    JsonObject history =
        socket
            .ask("get-candles", MINUTES.copy().put("to", end - 60).put("count", 1))
            .getJsonObject("msg")
            .getJsonArray("candles")
            .getJsonObject(0);
    for (String field : new String[] {"id", "from", "at", "to", "open", "close", "min", "max"}) {
      assertThat(closed.getValue(field)).isEqualTo(history.getValue(field));
    }
  }

  @Test
  void candlePushHasTheShapeOfTheReference() {
    socket.subscribe("candle-generated", MINUTES);
    socket.settle();
    simulator.setClock(NOW + 1);
    JsonObject push = socket.next("candle-generated");
    JsonObject msg = push.getJsonObject("msg");

    assertThat(push.fieldNames()).containsExactly("name", "microserviceName", "msg");
    assertThat(push.getString("microserviceName")).isEqualTo("quotes");
    assertThat(msg.fieldNames())
        .containsExactly(
            "active_id",
            "size",
            "at",
            "from",
            "to",
            "id",
            "open",
            "close",
            "min",
            "max",
            "ask",
            "bid",
            "volume",
            "phase");
    assertThat(msg.getInteger("active_id")).isEqualTo(76);
    assertThat(msg.getInteger("size")).isEqualTo(60);
    assertThat(msg.getInteger("volume")).isZero();
    assertThat(msg.getString("phase")).isEqualTo("T");
    assertThat(Math.round((msg.getDouble("ask") - msg.getDouble("close")) * 1e6)).isEqualTo(5);
    assertThat(Math.round((msg.getDouble("close") - msg.getDouble("bid")) * 1e6)).isEqualTo(5);
  }

  @Test
  void pushesCandlesOfAllSizesTogetherWithTheCommonClose() {
    socket.subscribe("candles-generated", new JsonObject().put("active_id", 76));
    socket.subscribe("candle-generated", MINUTES);
    socket.settle();
    simulator.setClock(NOW + 1);
    JsonObject all = socket.next("candles-generated").getJsonObject("msg");
    JsonObject minute = nextCandle();

    assertThat(all.fieldNames())
        .containsExactly("active_id", "at", "ask", "bid", "value", "phase", "candles");
    assertThat(all.getJsonObject("candles").fieldNames()).hasSize(19);
    assertThat(all.getDouble("value")).isEqualTo(minute.getDouble("close"));
    assertThat(all.getJsonObject("candles").getJsonObject("60"))
        .isEqualTo(
            new JsonObject()
                .put("from", minute.getLong("from"))
                .put("to", minute.getLong("to"))
                .put("open", minute.getDouble("open"))
                .put("min", minute.getDouble("min"))
                .put("max", minute.getDouble("max"))
                .put("volume", 0));
  }

  @Test
  void pushesQuotesWithTheirTimeInMilliseconds() {
    socket.subscribe("quote-generated", new JsonObject().put("active_id", 76));
    socket.settle();
    simulator.setClock(NOW + 1);
    JsonObject quote = socket.next("quote-generated").getJsonObject("msg");
    assertThat(quote.fieldNames())
        .containsExactly("active_id", "time", "ask", "bid", "value", "phase");
    assertThat(quote.getLong("time")).isEqualTo((NOW + 1) * 1_000);
    assertThat(quote.getDouble("value"))
        .isEqualTo(Math.round((quote.getDouble("ask") + quote.getDouble("bid")) * 5e5) / 1e6);
  }

  @Test
  void acceptsTextForNumbersAndTheServiceBeforeTheName() {
    socket.subscribe("quotes.candle-generated", filters("76", "60"));
    socket.settle();
    simulator.setClock(NOW + 1);
    assertThat(nextCandle().getInteger("active_id")).isEqualTo(76);
  }

  @Test
  void pushesNothingWhileTheMarketIsClosed() {
    socket.subscribe("candle-generated", filters(32, 60)); // Apple, at night
    socket.subscribe("candle-generated", MINUTES);
    socket.settle();
    simulator.setClock(NOW + 1);
    nextCandle();
    socket.settle();
    assertThat(socket.hasUnread("candle-generated")).isFalse();
  }

  @Test
  void unsubscribingWithANewIdEndsTheSubscriptionToTheSameTopic() {
    socket.subscribe("candle-generated", MINUTES);
    socket.send("unsubscribeMessage", BrokerSocket.subscription("candle-generated", MINUTES));
    assertNoMoreCandles();
  }

  @Test
  void unsubscribingWithTheIdOfASubscriptionEndsIt() {
    String id = socket.subscribe("candle-generated", MINUTES);
    socket.send(
        new JsonObject()
            .put("name", "unsubscribeMessage")
            .put("request_id", id)
            .put("msg", BrokerSocket.subscription("candle-generated", filters(1, 5))));
    assertNoMoreCandles();
  }

  @Test
  void secondSubscriptionToATopicDoesNotDuplicatePushes() {
    String first = socket.subscribe("candle-generated", MINUTES);
    socket.subscribe("candle-generated", MINUTES);
    socket.send(
        new JsonObject()
            .put("name", "unsubscribeMessage")
            .put("request_id", first)
            .put("msg", BrokerSocket.subscription("candle-generated", MINUTES)));
    socket.settle();
    simulator.setClock(NOW + 1);
    nextCandle();
    socket.settle();
    assertThat(socket.hasUnread("candle-generated")).isFalse();
  }

  private void assertNoMoreCandles() {
    socket.subscribe("quote-generated", new JsonObject().put("active_id", 76));
    socket.settle();
    simulator.setClock(NOW + 1);
    socket.next("quote-generated"); // of the second in which a candle would have come too
    socket.settle();
    assertThat(socket.hasUnread("candle-generated")).isFalse();
  }

  @Test
  void socketsReceiveOnlySubscribedTopics() {
    BrokerSocket other = simulator.socket("user1@catalogador.local");
    socket.subscribe("candle-generated", MINUTES);
    other.subscribe("candle-generated", filters(1, 60));
    socket.settle();
    other.settle();
    simulator.setClock(NOW + 1);
    assertThat(nextCandle().getInteger("active_id")).isEqualTo(76);
    assertThat(other.next("candle-generated").getJsonObject("msg").getInteger("active_id"))
        .isEqualTo(1);
    socket.settle();
    other.settle();
    assertThat(socket.hasUnread("candle-generated")).isFalse();
    assertThat(other.hasUnread("candle-generated")).isFalse();
  }

  @Test
  void keepsServingOtherSocketsAfterOneCloses() {
    BrokerSocket other = simulator.socket("user1@catalogador.local");
    other.subscribe("candle-generated", MINUTES);
    socket.subscribe("candle-generated", MINUTES);
    other.settle();
    other.close();
    socket.settle();
    simulator.setClock(NOW + 1);
    assertThat(nextCandle().getLong("at")).isEqualTo((NOW + 1) * NANOSECONDS);
  }
}
