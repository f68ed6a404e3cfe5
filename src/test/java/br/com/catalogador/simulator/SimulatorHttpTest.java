package br.com.catalogador.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.junit5.VertxExtension;
import java.lang.ref.Reference;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
class SimulatorHttpTest {
  private RunningSimulator simulator;

  @BeforeEach
  void start(Vertx vertx) {
    simulator = RunningSimulator.start(vertx);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v2/login", "/api/v2/login"})
  void loginReturnsTheSsidInBodyAndCookie(String path) {
    HttpResponse<Buffer> response = simulator.login(path, RunningSimulator.DEMO, "demo-1234");
    JsonObject body = response.bodyAsJsonObject();
    String ssid = body.getString("ssid");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(ssid).matches("[0-9a-f]{32}");
    assertThat(response.cookies()).containsExactly("ssid=" + ssid + "; Path=/; HTTPOnly");
    assertThat(body.getString("code")).isEqualTo("success");
    assertThat(body.getInteger("company_id")).isEqualTo(15);
    assertThat(body.getLong("created_at")).isEqualTo(RunningSimulator.NOW);
    assertThat(body.getInteger("user_id")).isEqualTo(1_002);
  }

  @ParameterizedTest
  @CsvSource({
    "demo@catalogador.local, wrong",
    "demo@catalogador.local, ''",
    "nobody@catalogador.local, demo-1234",
    "user20000@catalogador.local, demo-1234",
    "user07@catalogador.local, demo-1234"
  })
  void refusesAnUnknownUserOrAWrongPassword(String email, String password) {
    HttpResponse<Buffer> response = simulator.login("/v2/login", email, password);

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.cookies()).isEmpty();
    assertThat(response.bodyAsJsonObject())
        .isEqualTo(
            new JsonObject()
                .put("code", "invalid_credentials")
                .put(
                    "message",
                    "You entered the wrong credentials. Please check that the login/password is"
                        + " correct."));
  }

  @Test
  void eachLoginGetsItsOwnSsid() {
    assertThat(simulator.ssid(RunningSimulator.DEMO))
        .isNotEqualTo(simulator.ssid(RunningSimulator.DEMO));
  }

  @Test
  void logoutInvalidatesOnlyItsOwnSsid() {
    String ended = simulator.ssid(RunningSimulator.DEMO);
    String other = simulator.ssid(RunningSimulator.DEMO);

    assertThat(simulator.post("/api/v1.0/logout", "ssid=" + ended).statusCode()).isEqualTo(200);

    assertThat(simulator.socket().authenticate(ended)).isFalse();
    assertThat(simulator.socket().authenticate(other)).isTrue();
  }

  @Test
  void ssidsStayValidAfterARestart(Vertx vertx) {
    String ssid = simulator.ssid(RunningSimulator.DEMO);
    assertThat(RunningSimulator.start(vertx).socket().authenticate(ssid)).isTrue();
  }

  @Test
  void translatesTickersToNames() {
    JsonObject names =
        simulator
            .get("/api/lang/route-translations?route=en&groups%5B%5D=front")
            .bodyAsJsonObject()
            .getJsonObject("result")
            .getJsonObject("en");
    assertThat(names.getString("front.EURUSD-OTC")).isEqualTo("EUR/USD (OTC)");
    assertThat(names.getString("front.BTCUSD")).isEqualTo("Bitcoin");
    assertThat(names.size()).isEqualTo(SimulatedAssets.ALL.size());
  }

  @Test
  void countsRequestsByNameUntilReset() {
    BrokerSocket socket = simulator.socket(RunningSimulator.DEMO);
    socket.ask("get-candles", new JsonObject());
    socket.ask("get-candles", new JsonObject());
    socket.ask("no-such-thing", new JsonObject());

    assertThat(simulator.get("/control/counts").bodyAsJsonObject().getMap())
        .containsExactly(
            entry("authenticate", 1),
            entry("get-candles", 2),
            entry("login", 1),
            entry("no-such-thing", 1),
            entry("sockets", 1),
            entry("ssids", 1),
            entry("streams", 0),
            entry("subscriptions", 0));

    assertThat(simulator.post("/control/reset-counts", "").statusCode()).isEqualTo(204);
    assertThat(simulator.get("/control/counts").bodyAsJsonObject().fieldNames())
        .containsExactly("sockets", "ssids", "streams", "subscriptions");
  }

  @Test
  void countsOpenSocketsAndSubscriptions() {
    BrokerSocket socket = simulator.socket(RunningSimulator.DEMO);
    simulator.socket();
    JsonObject minutes = new JsonObject().put("active_id", 76).put("size", 60);
    String id = socket.subscribe("candle-generated", minutes);
    socket.subscribe("portfolio.position-changed", new JsonObject());
    socket.ask("core.get-profile", new JsonObject());
    assertThat(simulator.get("/control/counts").bodyAsJsonObject().getMap())
        .containsEntry("sockets", 2)
        .containsEntry("streams", 1)
        .containsEntry("subscriptions", 2);

    socket.send(
        new JsonObject()
            .put("name", "unsubscribeMessage")
            .put("request_id", id)
            .put("msg", BrokerSocket.subscription("candle-generated", minutes)));
    socket.ask("core.get-profile", new JsonObject());
    assertThat(simulator.get("/control/counts").bodyAsJsonObject().getMap())
        .containsEntry("streams", 0)
        .containsEntry("subscriptions", 1);
  }

  @Test
  void delaysEveryAnswerByTheLatency(Vertx vertx) {
    Duration latency = Duration.ofMillis(60);
    RunningSimulator slow =
        RunningSimulator.start(vertx, SimulatorOptions.defaults().withLatency(latency));
    InstantSource clock = InstantSource.system();

    var beforeLogin = clock.instant();
    String ssid = slow.ssid(RunningSimulator.DEMO);
    var beforeSocket = clock.instant();
    BrokerSocket socket = slow.socket();
    socket.authenticate(ssid);
    var beforeRequest = clock.instant();
    socket.ask("core.get-profile", new JsonObject());

    assertThat(Duration.between(beforeLogin, beforeSocket)).isGreaterThanOrEqualTo(latency);
    assertThat(Duration.between(beforeSocket, beforeRequest)).isGreaterThanOrEqualTo(latency);
    assertThat(Duration.between(beforeRequest, clock.instant())).isGreaterThanOrEqualTo(latency);
  }

  @Test
  void hasNoSocketAtOtherPaths(Vertx vertx) {
    var client = vertx.createWebSocketClient();
    assertThatThrownBy(
            () ->
                BrokerSocket.await(
                    client.connect(simulator.port(), SimulatorVerticle.HOST, "/elsewhere")))
        .isInstanceOf(UpgradeRejectedException.class)
        .hasMessageContaining("404");
    // A garbage-collected client closes its sockets.
    Reference.reachabilityFence(client);
  }

  @Test
  void quotesDependOnlyOnTheSeed(Vertx vertx) {
    JsonObject wanted = new JsonObject().put("active_id", 76).put("size", 60).put("count", 10);
    Object first =
        simulator.socket(RunningSimulator.DEMO).ask("get-candles", wanted).getValue("msg");
    Object same =
        RunningSimulator.start(vertx)
            .socket(RunningSimulator.DEMO)
            .ask("get-candles", wanted)
            .getValue("msg");
    Object other =
        RunningSimulator.start(vertx, SimulatorOptions.defaults().withSeed(2))
            .socket(RunningSimulator.DEMO)
            .ask("get-candles", wanted)
            .getValue("msg");
    assertThat(same).isEqualTo(first);
    assertThat(other).isNotEqualTo(first);
  }

  @Test
  void acceptsALoginAsForm() {
    HttpResponse<Buffer> answer =
        simulator.postForm(
            SimulatorVerticle.LOGIN_PATH,
            "identifier=demo%40catalogador.local&password=" + SimulatedUsers.PASSWORD);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.bodyAsJsonObject().getString("code")).isEqualTo("success");
  }

  @Test
  void returnsTheProfileOfTheCookiesUser() {
    String ssid = simulator.ssid(RunningSimulator.DEMO);

    JsonObject profile = simulator.redirect("/api/getprofile", "ssid=" + ssid).bodyAsJsonObject();

    assertThat(profile.getBoolean("isSuccessful")).isTrue();
    assertThat(profile.getJsonObject("result").getString("email")).isEqualTo(RunningSimulator.DEMO);
    assertThat(simulator.redirect("/api/getprofile", "ssid=x").statusCode()).isEqualTo(401);
  }
}
