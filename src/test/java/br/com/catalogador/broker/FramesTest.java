package br.com.catalogador.broker;

import static br.com.catalogador.support.Awaiting.await;
import static br.com.catalogador.support.Awaiting.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames that the broker sends without a request. */
@ExtendWith(VertxExtension.class)
class FramesTest {
  private ScriptedBroker broker;
  private Client client;

  @BeforeEach
  void connect(Vertx vertx) {
    broker = ScriptedBroker.start(vertx);
    client = Client.connected(vertx, broker.options());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not JSON",
        "{",
        "null",
        "17",
        "\"text\"",
        "[]",
        "[{\"name\":\"x\"}]",
        "{}",
        "{\"name\":null}",
        "{\"name\":7,\"request_id\":\"3\"}",
        "{\"msg\":1,\"request_id\":\"3\"}",
        "{\"name\":\"timeSync\",\"msg\":null}",
        "{\"name\":\"timeSync\"}",
        "{\"name\":\"timeSync\",\"msg\":{}}",
        "{\"name\":\"result\",\"msg\":null,\"request_id\":\"3\"}",
        "{\"name\":\"x\",\"msg\":1}",
        "{\"name\":\"x\",\"request_id\":null}",
        "{\"name\":\"x\",\"request_id\":\"\"}",
        "{\"name\":\"x\",\"request_id\":\"99\",\"status\":4000}",
        "{\"name\":\"x\",\"request_id\":{},\"msg\":[]}",
        "{\"name\":\"candle-generated\",\"microserviceName\":\"quotes\",\"msg\":{\"close\":1}}"
      })
  void ignoresAFrameThatAnswersNoRequest(String text) {
    Future<Frame> answer = client.request("get-x");
    ScriptedBroker.ReceivedRequest ask = broker.next();
    assertThat(ask.id()).isEqualTo("3");

    broker.send(text);
    broker.waiting();
    assertThat(client.loop.get(answer::isComplete)).isFalse();
    ask.answer("data");

    assertThat(await(answer).msg()).isEqualTo("data");
    assertThat(client.loop.get(() -> client.socket.clock().millis()))
        .isEqualTo(ScriptedBroker.NOW * 1000);
    assertThat(client.loop.unhandled()).isEmpty();
  }

  @Test
  void acceptsAnAnswerWithoutMessage() {
    Future<Frame> answer = client.request("get-x");

    broker.next().answer(null);

    assertThat(await(answer).msg()).isNull();
    assertThat(await(answer).msgObject()).isEmpty();
  }

  @Test
  void echoesAHeartbeat() {
    broker.send(new JsonObject().put("name", "heartbeat").put("msg", 1790000000123L).encode());

    assertThat(broker.nextHeartbeat().getJsonObject("msg"))
        .isEqualTo(
            new JsonObject()
                .put("userTime", ScriptedBroker.NOW * 1000)
                .put("heartbeatTime", 1790000000123L));
  }

  @Test
  void usesTheBrokersClock() {
    BrokerClock clock = client.socket.clock();
    assertThat(client.loop.get(clock::seconds)).isEqualTo(ScriptedBroker.NOW);
    assertThat(client.loop.get(clock::offsetMillis)).isEqualTo(90_000);
    await(clock.known(Duration.ofMillis(1)));
  }

  @Test
  void followsEachTimeSyncAsNumberOrText() {
    BrokerClock clock = client.socket.clock();

    broker.send("{\"name\":\"timeSync\",\"msg\":\"" + (ScriptedBroker.NOW * 1000 + 1999) + "\"}");
    broker.waiting();
    assertThat(client.loop.get(clock::millis)).isEqualTo(ScriptedBroker.NOW * 1000 + 1999);
    assertThat(client.loop.get(clock::seconds)).isEqualTo(ScriptedBroker.NOW + 1);

    broker.send("{\"name\":\"timeSync\",\"msg\":" + (ScriptedBroker.NOW * 1000 + 500) + "}");
    broker.waiting();
    assertThat(client.loop.get(clock::offsetMillis)).isEqualTo(90_500);
  }

  @Test
  void rejectsARepeatedClockStepWithoutPrices() {
    BrokerClock clock = client.socket.clock();

    for (long leap : new long[] {3_600_000, -3_600_000, 3_600_000_000_000L, Long.MAX_VALUE / 2}) {
      for (int i = 0; i < 9; i++) {
        broker.send(timeSync(leap));
      }
      broker.waiting();
      assertThat(client.loop.get(clock::seconds)).as("%d", leap).isEqualTo(ScriptedBroker.NOW);
    }
  }

  private static String timeSync(long ahead) {
    return RealFrames.timeSync(ScriptedBroker.NOW * 1000 + ahead).encode();
  }

  @Test
  void doesNotEchoAHeartbeatWithoutTime() {
    broker.send("{\"name\":\"heartbeat\",\"msg\":" + "[".repeat(998) + "]".repeat(998) + "}");
    broker.send(new JsonObject().put("name", "heartbeat").put("msg", 1790000000123L).encode());

    assertThat(broker.nextHeartbeat().getJsonObject("msg").getValue("heartbeatTime"))
        .isEqualTo(1790000000123L);
    assertThat(client.loop.unhandled()).isEmpty();
  }

  @Test
  void clockIsUnknownUntilTheFirstTimeSync() {
    BrokerClock clock = new BrokerClock(Client.LOCAL_TIME);
    assertThat(clock.offsetMillis()).isZero();
    assertThat(clock.seconds()).isEqualTo(ScriptedBroker.NOW - 90);
    assertThatThrownBy(() -> await(clock.known(Duration.ofMillis(20))))
        .hasRootCauseInstanceOf(TimeoutException.class);

    Future<Void> known = clock.known(Duration.ofMinutes(5));
    assertThat(known.isComplete()).isFalse();
    clock.sync(ScriptedBroker.NOW * 1000);
    assertThat(known.succeeded()).isTrue();
  }

  @Test
  void readsARefusalStatusSentAsText() {
    Future<Frame> answer = client.request("get-x");
    String id = broker.next().id();

    broker.send(
        new JsonObject()
            .put("name", "x")
            .put("request_id", Long.valueOf(id))
            .put("status", "4040")
            .encode());

    assertThat(failure(answer).facts().getInteger("brokerStatus")).isEqualTo(4040);
  }
}
