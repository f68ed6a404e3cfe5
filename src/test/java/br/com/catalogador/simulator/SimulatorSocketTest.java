package br.com.catalogador.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The session on a socket, and the contents of its answers. */
@ExtendWith(VertxExtension.class)
class SimulatorSocketTest {
  private RunningSimulator simulator;

  @BeforeEach
  void start(Vertx vertx) {
    simulator = RunningSimulator.start(vertx);
  }

  private static JsonObject json(Object... keysAndValues) {
    JsonObject json = new JsonObject();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      json.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return json;
  }

  @Test
  void sendsTheTimeInMillisecondsBeforeAuthentication() {
    assertThat(simulator.socket().next("timeSync"))
        .isEqualTo(json("name", "timeSync", "msg", RunningSimulator.NOW * 1_000));
  }

  @Test
  void acceptsAValidSsidUnderTheRequestIdAndSendsItsFront() {
    BrokerSocket socket = simulator.socket();
    String ssid = simulator.ssid(RunningSimulator.DEMO);
    socket.send(
        json(
            "name", "authenticate", "request_id", "s_7", "msg", json("ssid", ssid, "protocol", 3)));

    JsonObject authenticated = socket.answer("s_7");
    assertThat(authenticated.getString("name")).isEqualTo("authenticated");
    assertThat(authenticated.getBoolean("msg")).isTrue();
    assertThat(authenticated.getString("client_session_id")).isNotEmpty();
    JsonObject front = socket.next("front");
    assertThat(front.getString("msg")).isEqualTo("ws01.simulator.local");
    assertThat(front.getString("session_id")).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "0123456789abcdef0123456789abcdef",
        "zzzzzzzz0123456789abcdef01234567"
      })
  void refusesABadSsidUnderTheRequestId(String ssid) {
    BrokerSocket socket = simulator.socket();
    String id = socket.send("authenticate", json("ssid", ssid, "protocol", 3));
    assertThat(socket.answer(id))
        .isEqualTo(json("name", "authenticated", "request_id", id, "msg", false));
  }

  @Test
  void answersAnAuthenticateWithoutAnIdUnderTheEmptyId() {
    BrokerSocket socket = simulator.socket();
    socket.send(json("name", "authenticate", "msg", json("ssid", "bad")));
    assertThat(socket.next("authenticated").getString("request_id")).isEmpty();
  }

  @Test
  void acceptsTheLegacySsidFrameAndAnswersProfileWithBalances() {
    BrokerSocket socket = simulator.socket();
    socket.send(
        json("name", "ssid", "request_id", "", "msg", simulator.ssid(RunningSimulator.DEMO)));

    JsonObject profile = socket.next("profile").getJsonObject("msg");
    assertThat(profile.getInteger("user_id")).isEqualTo(1_002);
    assertThat(profile.getInteger("balance_type")).isEqualTo(4);
    assertThat(
            profile.getJsonArray("balances").stream()
                .map(it -> ((JsonObject) it).getInteger("type")))
        .containsExactly(1, 4);
    assertThat(socket.ask("core.get-profile", json()).getInteger("status")).isEqualTo(2000);
  }

  @Test
  void refusesABadLegacySsidWithFalse() {
    BrokerSocket socket = simulator.socket();
    socket.send(json("name", "ssid", "request_id", "", "msg", "bad"));
    assertThat(socket.next("profile").getBoolean("msg")).isFalse();
  }

  @Test
  void dropsRequestsBeforeAuthentication() {
    BrokerSocket socket = simulator.socket();
    String options = socket.send("setOptions", json("sendResults", true));
    String request = socket.request("core.get-profile", json());
    String subscription = socket.subscribe("candle-generated", json("active_id", 76, "size", 1));
    assertThat(socket.authenticate(simulator.ssid(RunningSimulator.DEMO))).isTrue();
    // Frames of one socket are handled in order, so an answer to the earlier ones would be here.
    socket.ask("core.get-profile", json());
    assertThat(socket.unreadIds()).doesNotContain(options, request, subscription);
  }

  @Test
  void acknowledgesRequestsOnlyAfterSetOptions() {
    BrokerSocket socket = simulator.socket(RunningSimulator.DEMO);
    assertThat(socket.ask("features.get-features", json()).getString("name")).isEqualTo("features");

    String options = socket.send("setOptions", json("sendResults", true));
    assertThat(socket.answer(options)).isEqualTo(result(options));

    String request = socket.request("features.get-features", json());
    assertThat(socket.answer(request)).isEqualTo(result(request));
    assertThat(socket.answer(request))
        .isEqualTo(
            json("request_id", request, "name", "features")
                .put("msg", json("features", new JsonArray()))
                .put("status", 2000));
  }

  private static JsonObject result(String id) {
    return json("request_id", id, "name", "result", "msg", json("success", true), "status", 2000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "portfolio.position-changed",
        "balances.balance-changed",
        "digital-option-instruments.underlying-list-changed",
        "marginal-portfolio.balance-changed"
      })
  void acknowledgesSubscriptionsWithoutPushes(String name) {
    BrokerSocket socket = simulator.socket(RunningSimulator.DEMO);
    socket.answer(socket.send("setOptions", json("sendResults", true)));
    String id = socket.subscribe(name, json("user_id", 1_002));
    assertThat(socket.answer(id)).isEqualTo(result(id));
  }

  @Test
  void ignoresHeartbeatsAndInvalidFrames() {
    BrokerSocket socket = simulator.socket(RunningSimulator.DEMO);
    socket.send(json("name", "heartbeat", "msg", json("userTime", 1, "heartbeatTime", 2)));
    socket.send(json("resource", "ping"));
    socket.send(json("name", "sendMessage", "request_id", "77", "msg", "no object"));
    assertThat(socket.answer("77").getInteger("status")).isEqualTo(4040);
    assertThat(socket.ask("core.get-profile", json()).getInteger("status")).isEqualTo(2000);
  }

  @Test
  void refusesUnknownRequestsWith4040() {
    BrokerSocket socket = simulator.socket(RunningSimulator.DEMO);
    String id = socket.request("core.get-fortune", json());
    assertThat(socket.answer(id))
        .isEqualTo(
            json("request_id", id, "name", "fortune")
                .put("msg", json("message", "not found. bad routing"))
                .put("status", 4040));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "get-balances",
        "balances.get-balances",
        "internal-billing.get-balances",
        "balances.get-available-balances"
      })
  void answersBalancesAsABareArrayOfTheRequestedTypes(String name) {
    BrokerSocket socket = simulator.socket(RunningSimulator.DEMO);
    JsonArray both = socket.ask(name, json("types_ids", JsonArray.of(1, 4, 2))).getJsonArray("msg");
    JsonArray practice = socket.ask(name, json("types_ids", JsonArray.of(4))).getJsonArray("msg");
    assertThat(both).hasSize(2);
    assertThat(practice).hasSize(1);
    assertThat(practice.getJsonObject(0).getMap())
        .containsEntry("id", 10_024)
        .containsEntry("user_id", 1_002)
        .containsEntry("type", 4)
        .containsEntry("currency", "USD")
        .containsEntry("is_marginal", false);
  }

  @Test
  void eachUserSeesOnlyTheOwnProfileAndBalances() {
    BrokerSocket one = simulator.socket("user0@catalogador.local");
    BrokerSocket other = simulator.socket("user19999@catalogador.local");

    JsonObject profile =
        one.ask("core.get-profile", json()).getJsonObject("msg").getJsonObject("result");
    JsonObject otherProfile =
        other.ask("core.get-profile", json()).getJsonObject("msg").getJsonObject("result");
    assertThat(profile.getString("email")).isEqualTo("user0@catalogador.local");
    assertThat(profile.getInteger("user_id")).isEqualTo(100_000);
    assertThat(otherProfile.getString("email")).isEqualTo("user19999@catalogador.local");
    assertThat(otherProfile.getInteger("user_id")).isEqualTo(119_999);
    assertThat(profile.getString("name")).isNotEqualTo(otherProfile.getString("name"));
    assertThat(one.ask("get-balances", json()).getValue("msg"))
        .isNotEqualTo(other.ask("get-balances", json()).getValue("msg"));
  }

  @Test
  void listsOptionsWithPayoutStateAndSessionsPerSection() {
    JsonObject data =
        simulator
            .socket(RunningSimulator.DEMO)
            .ask("get-initialization-data", json())
            .getJsonObject("msg");
    JsonObject turbo = active(data, "turbo", 76);
    assertThat(turbo.getString("name")).isEqualTo("front.EURUSD-OTC");
    assertThat(turbo.getInteger("deadtime")).isEqualTo(30);
    assertThat(commission(turbo)).isEqualTo(11);
    assertThat(commission(active(data, "binary", 76))).isEqualTo(16);
    assertThat(commission(active(data, "blitz", 76))).isEqualTo(12);
    assertThat(active(data, "blitz", 76).containsKey("deadtime")).isFalse();
    assertThat(active(data, "binary", 943).getBoolean("enabled")).isFalse();
    assertThat(active(data, "binary", 946).getBoolean("is_suspended")).isTrue();
    assertThat(data.getJsonObject("turbo").getJsonArray("list").contains(31)).isFalse();
    // Friday 21:00 to Sunday 21:00 UTC is closed.
    assertThat(active(data, "turbo", 1).getJsonArray("schedule"))
        .isEqualTo(
            JsonArray.of(
                JsonArray.of(1_790_121_600, 1_790_370_000),
                JsonArray.of(1_790_542_800, 1_790_812_800)));
  }

  private static JsonObject active(JsonObject data, String section, int id) {
    return data.getJsonObject(section).getJsonObject("actives").getJsonObject(String.valueOf(id));
  }

  private static int commission(JsonObject active) {
    return active.getJsonObject("option").getJsonObject("profit").getInteger("commission");
  }

  @Test
  void refusesAnUnknownActiveAndAnUnknownCurrency() {
    BrokerSocket socket = simulator.socket(RunningSimulator.DEMO);
    assertThat(socket.ask("get-active", json("id", 4_711)).getInteger("status")).isEqualTo(4040);
    assertThat(socket.ask("get-currency", json("name", "ZZZ")).getInteger("status"))
        .isEqualTo(4040);
  }
}
