package br.com.catalogador.simulator;

import static br.com.catalogador.simulator.RunningSimulator.DEMO;
import static br.com.catalogador.simulator.RunningSimulator.NOW;
import static br.com.catalogador.simulator.RunningSimulator.json;
import static br.com.catalogador.support.Awaiting.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every fault of sockets, logins and answers. */
@ExtendWith(VertxExtension.class)
class FaultsTest {
  private static final JsonObject MINUTES = json("active_id", 76, "size", 60);

  private RunningSimulator simulator;
  private BrokerSocket socket;

  @BeforeEach
  void start(Vertx vertx) {
    simulator = RunningSimulator.start(vertx);
    socket = simulator.socket(DEMO);
  }

  @Test
  void listsEveryFaultAndChangesOnlyTheGivenOnes() {
    JsonObject none = simulator.get("/control/faults").bodyAsJsonObject();
    assertThat(none).isEqualTo(FaultPlan.none());

    simulator.fault("jitter", 5);
    assertThat(simulator.fault("garbage", 1))
        .isEqualTo(none.copy().put("jitter", 5).put("garbage", 1));
    assertThat(simulator.fault("jitter", null)).isEqualTo(none.copy().put("garbage", 1));
    assertThat(simulator.resetFaults()).isEqualTo(none);
  }

  @Test
  void resetRestoresTheInitialFaults(Vertx vertx) {
    SimulatorOptions options =
        SimulatorOptions.defaults()
            .withLatency(Duration.ofMillis(2))
            .withJitter(Duration.ofMillis(1))
            .withFaults("{\"hideNewest\":3}");
    RunningSimulator faulty = RunningSimulator.start(vertx, options);
    faulty.fault("latency", 0);
    assertThat(faulty.resetFaults())
        .isEqualTo(FaultPlan.none().put("latency", 2).put("jitter", 1).put("hideNewest", 3));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"plague\":1}",
        "{\"latency\":-1}",
        "{\"latency\":\"1\"}",
        "{\"latency\":1.5}",
        "{\"dropSockets\":1}",
        "{\"dropSockets\":{\"probability\":2}}",
        "{\"dropSockets\":{\"chance\":0.1}}",
        "{\"freeze\":0}",
        "{\"expireSsids\":1}",
        "{\"statuses\":{\"76\":2000}}",
        "{\"statuses\":{\"login\":4040}}",
        "{\"silent\":\"get-candles\"}",
        "{\"missingCandles\":[{\"active_id\":76,\"size\":60}]}",
        "{\"loginLimit\":{\"logins\":1}}",
        "{\"limitForm\":\"smoke\"}",
        "{\"gates\":{\"login\":\"wooden\"}}",
        "{\"gates\":{\"get-candles\":\"nginx\"}}",
        "{\"loginRefusal\":{\"status\":403}}",
        "{\"methods\":[]}",
        "{\"confirmWith\":\"love\"}",
        "{\"jitter\":7,\"garbage\":true}",
        "[]",
        "nonsense",
        ""
      })
  void refusesInvalidFaultsWithoutChangingAny(String body) {
    HttpResponse<Buffer> response = simulator.postText("/control/faults", body);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.bodyAsJsonObject().getString("message")).isNotEmpty();
    assertThat(faults()).isEqualTo(FaultPlan.none());
  }

  @Test
  void latencyAndJitterDelayAnswersWithinTheirSum() {
    simulator.fault("latency", 40);
    simulator.fault("jitter", 20);
    InstantSource clock = InstantSource.system();
    for (int i = 0; i < 5; i++) {
      Instant asked = clock.instant();
      socket.settle();
      assertThat(Duration.between(asked, clock.instant()))
          .isGreaterThanOrEqualTo(Duration.ofMillis(40));
    }
  }

  @Test
  void jitterReordersAnswersWithoutLoss() {
    simulator.fault("jitter", 30);
    List<String> ids =
        IntStream.range(0, 40).mapToObj(i -> socket.request("core.get-profile", json())).toList();
    ids.forEach(id -> assertThat(socket.answer(id).getInteger("status")).isEqualTo(2000));
  }

  @Test
  void dropsAllSocketsAndAcceptsNewOnes() {
    BrokerSocket other = simulator.socket();
    simulator.fault("dropSockets", true);
    socket.awaitClose();
    other.awaitClose();
    simulator.socket(DEMO).settle();
  }

  @Test
  void dropsASocketAtRandom() {
    simulator.fault("dropSockets", json("probability", 1));
    socket.request("core.get-profile", json());
    socket.awaitClose();
    assertThat(socket.hasUnread("profile")).isFalse();
    simulator.resetFaults();
    simulator.socket(DEMO).settle();
  }

  @Test
  void refusesNewConnectionsForATimeAndKeepsTheOpenOnes() {
    simulator.fault("refuseConnections", true);
    assertThatThrownBy(() -> simulator.socket())
        .isInstanceOf(UpgradeRejectedException.class)
        .hasMessageContaining("503");
    socket.settle();
    assertThat(simulator.fault("refuseConnections", 1).getBoolean("refuseConnections")).isTrue();
    until(() -> faults().equals(FaultPlan.none()));
    simulator.socket(DEMO).settle();
  }

  private JsonObject faults() {
    return simulator.get("/control/faults").bodyAsJsonObject();
  }

  private int counted(String name) {
    return simulator.get("/control/counts").bodyAsJsonObject().getInteger(name, 0);
  }

  @Test
  void frozenSocketStaysOpenAndReceivesNothingUntilReset(Vertx vertx) {
    BrokerSocket idle = simulator.socket();
    socket.settle();
    simulator.fault("freeze", true);
    String lost = socket.request("core.get-profile", json());
    until(() -> counted("core.get-profile") == 1);
    simulator.setClock(NOW + 2);
    // More than the second between two times.
    BrokerSocket.await(vertx.timer(1_100, TimeUnit.MILLISECONDS));
    simulator.setClock(NOW + 4);
    simulator.resetFaults();
    socket.settle();
    assertThat(socket.unreadIds()).doesNotContain(lost);
    long time = idle.next("timeSync").getLong("msg");
    while (time == NOW * 1_000) { // from before the freeze
      time = idle.next("timeSync").getLong("msg");
    }
    assertThat(time).isEqualTo((NOW + 4) * 1_000);
  }

  @Test
  void timedFreezeEndsAutomatically() {
    assertThat(simulator.fault("freeze", 1).getBoolean("freeze")).isTrue();
    until(() -> faults().equals(FaultPlan.none()));
    socket.settle();
    assertThat(socket.next("timeSync")).isNotNull();
  }

  @Test
  void expiresIssuedSsidsAndClosesTheirSockets() {
    String old = simulator.ssid(DEMO);
    simulator.fault("expireSsids", true);
    socket.awaitClose();
    assertThat(simulator.socket().authenticate(old)).isFalse();
    assertThat(simulator.socket().authenticate(simulator.ssid(DEMO))).isTrue();
  }

  @Test
  void refusesLoginsAsIfTheCredentialsWereWrong() {
    simulator.fault("refuseLogins", true);
    HttpResponse<Buffer> refused = simulator.login("/v2/login", DEMO, "demo-1234");
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.bodyAsJsonObject().getString("code")).isEqualTo("invalid_credentials");
    simulator.fault("refuseLogins", false);
    assertThat(simulator.login("/v2/login", DEMO, "demo-1234").statusCode()).isEqualTo(200);
  }

  @Test
  void refusesByAssetByNameAndByBoth() {
    simulator.fault("statuses", json("76", 4040));
    JsonObject refused = socket.ask("quotes-history.get-candles", MINUTES);
    assertThat(refused.getInteger("status")).isEqualTo(4040);
    assertThat(refused.getString("name")).isEqualTo("candles");
    assertThat(refused.getJsonObject("msg")).isEqualTo(json("message", "not found. bad routing"));
    assertThat(status("get-candles", json("active_id", 1, "size", 60))).isEqualTo(2000);
    assertThat(status("get-active", json("id", 76))).isEqualTo(4040);
    String id = socket.subscribe("candle-generated", MINUTES);
    assertThat(socket.answer(id).getInteger("status")).isEqualTo(4040);

    simulator.fault("statuses", json("get-first-candles", 4000));
    assertThat(status("get-first-candles", json("active_id", 1))).isEqualTo(4000);
    assertThat(status("get-candles", MINUTES)).isEqualTo(2000);

    simulator.fault("statuses", json("get-candles:76", 4117));
    assertThat(status("quotes-history.get-candles", MINUTES)).isEqualTo(4117);
    assertThat(status("get-active", json("id", 76))).isEqualTo(2000);

    simulator.fault("statuses", json("login", 503));
    assertThat(simulator.login("/v2/login", DEMO, "demo-1234").statusCode()).isEqualTo(503);
  }

  private int status(String name, JsonObject body) {
    return socket.ask(name, body).getInteger("status");
  }

  @Test
  void countsSilencedRequestsWithoutAnsweringThem() {
    simulator.fault("silent", JsonArray.of("get-candles", "setOptions"));
    String candles = socket.request("quotes-history.get-candles", MINUTES);
    String options = socket.send("setOptions", json("sendResults", true));
    socket.settle();
    assertThat(socket.unreadIds()).doesNotContain(candles, options);
    assertThat(simulator.get("/control/counts").bodyAsJsonObject().getMap())
        .containsEntry("quotes-history.get-candles", 1);
  }

  @Test
  void silencesTheRequestsOfOneAssetOnly() {
    simulator.fault("silent", JsonArray.of("get-candles:77"));
    String silenced = socket.request("get-candles", json("active_id", 77, "size", 60, "count", 1));
    assertThat(status("get-candles", json("active_id", 76, "size", 60, "count", 1)))
        .isEqualTo(2_000);
    assertThat(socket.unreadIds()).doesNotContain(silenced);
  }

  @Test
  void sendsGarbageOfEveryKindToSocketsThatStayUsable() {
    simulator.fault("garbage", 20);
    JsonObject texts = socket.next(FaultsTest::isCandleInTexts).getJsonObject("msg");
    simulator.resetFaults();
    socket.settle();

    assertThat(socket.invalid()).contains("", "null", "[]", "42", "bytes");
    assertThat(socket.next("no-such-push")).isNotNull();
    assertThat(socket.next("no-such-push").encode()).hasSizeGreaterThan(1_000_000);
    JsonObject running =
        socket
            .ask(
                "get-candles",
                json(
                    "active_id",
                    Integer.valueOf(texts.getString("active_id")),
                    "size",
                    60,
                    "count",
                    1))
            .getJsonObject("msg")
            .getJsonArray("candles")
            .getJsonObject(0);
    for (String field : new String[] {"from", "to", "at", "id"}) {
      assertThat(texts.getString(field)).isEqualTo(running.getLong(field).toString());
    }
    assertThat(Double.valueOf(texts.getString("close"))).isEqualTo(running.getDouble("close"));
  }

  private static boolean isCandleInTexts(JsonObject frame) {
    return frame.getValue("msg") instanceof JsonObject msg
        && msg.getValue("active_id") instanceof String;
  }

  @Test
  void keepsServingAfterLosingManySocketsInOneSecond() {
    List<BrokerSocket> sockets =
        IntStream.range(0, 30)
            .mapToObj(i -> simulator.socket("user" + i + "@catalogador.local"))
            .toList();
    sockets.forEach(it -> it.subscribe("candle-generated", MINUTES));
    sockets.forEach(BrokerSocket::settle);
    simulator.fault("dropSockets", json("probability", 0.5));
    simulator.setClock(NOW + 3);
    until(() -> counted("sockets") < 15);
    simulator.resetFaults();

    simulator.socket(DEMO).settle();
    assertThat(counted("sockets")).isLessThan(16);
  }
}
