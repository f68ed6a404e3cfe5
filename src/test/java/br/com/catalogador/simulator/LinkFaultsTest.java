package br.com.catalogador.simulator;

import static br.com.catalogador.simulator.RunningSimulator.DEMO;
import static br.com.catalogador.simulator.RunningSimulator.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ended sessions on open sockets, request limits, and unusual forms of lists. */
@ExtendWith(VertxExtension.class)
class LinkFaultsTest {
  private static final String LIST = "get-initialization-data";

  private RunningSimulator simulator;
  private BrokerSocket socket;
  private String ssid;

  @BeforeEach
  void start(Vertx vertx) {
    simulator = RunningSimulator.start(vertx);
    socket = simulator.socket(DEMO);
    ssid = simulator.ssid(DEMO);
  }

  private void signOut(String form, boolean expire) {
    simulator.fault("signOut", new JsonObject().put("form", form).put("expire", expire));
  }

  private int status(String request) {
    return socket.ask(request, new JsonObject()).getInteger("status");
  }

  @ParameterizedTest
  @CsvSource({"refuse,true,false", "refuse,false,true", "push,false,true"})
  void endedSessionRefusesRequestsUntilItAuthenticates(
      String form, boolean expire, boolean accepted) {
    assertThat(status("get-profile")).isEqualTo(2000);

    signOut(form, expire);

    if (form.equals("push")) {
      assertThat(socket.next("authenticated").getValue("msg")).isEqualTo(false);
    }
    assertThat(status("get-profile")).isEqualTo(4010);
    assertThat(socket.authenticate(ssid)).isEqualTo(accepted);
    assertThat(status("get-profile")).isEqualTo(accepted ? 2000 : 4010);
  }

  @Test
  void silencedSocketReceivesNothingAndANewOneIsServed() {
    signOut("silence", false);
    socket.request("get-profile", new JsonObject());

    BrokerSocket another = simulator.socket(DEMO);
    another.ask("get-profile", new JsonObject());

    assertThat(socket.hasUnread("profile")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"form\":\"loudly\",\"expire\":true}", "{\"form\":\"push\"}", "true"})
  void refusesAnInvalidSignOut(String signOut) {
    assertThat(
            simulator
                .post("/control/faults", new JsonObject("{\"signOut\":" + signOut + "}"))
                .statusCode())
        .isEqualTo(400);
    assertThat(status("get-profile")).isEqualTo(2000);
  }

  @Test
  void refusesRequestsOverTheLimitPerSecond() {
    simulator.fault("requestLimit", 3);

    for (int i = 0; i < 3; i++) {
      assertThat(status("get-profile")).isEqualTo(2000);
    }
    assertThat(status("get-profile")).isEqualTo(4029);
    simulator.setClock(NOW + 1);
    assertThat(status("get-profile")).isEqualTo(2000);
  }

  private JsonObject option(String section, String id, String... shapes) {
    simulator.fault("assetShapes", new JsonArray(List.of(shapes)));
    return listed(socket, section, id);
  }

  @Test
  void listsAssetsInUnusualShapes() {
    JsonArray usual = option("turbo", "76").getJsonArray("schedule").getJsonArray(0);
    assertThat(
            option("turbo", "76", "objects", "milliseconds").getJsonArray("schedule").getValue(0))
        .isEqualTo(
            new JsonObject()
                .put("open", usual.getLong(0) * 1_000)
                .put("close", usual.getLong(1) * 1_000));
    assertThat(option("turbo", "76", "milliseconds").getJsonArray("schedule").getJsonArray(0))
        .isEqualTo(JsonArray.of(usual.getLong(0) * 1_000, usual.getLong(1) * 1_000));
    JsonObject texts = option("turbo", "76", "texts");
    assertThat(texts.getValue("id")).isEqualTo("76");
    assertThat(texts.getValue("enabled")).isEqualTo("true");
    assertThat(option("turbo", "76", "bare").fieldNames())
        .doesNotContain("enabled", "is_suspended");
    JsonObject named = option("turbo", "76", "names");
    assertThat(named.getString("name")).isEqualTo("EUR/USD (OTC)");
    assertThat(named.fieldNames()).doesNotContain("ticker");
    assertThat(
            option("turbo", "76", "noPayout")
                .getJsonObject("option")
                .getJsonObject("profit")
                .getInteger("commission"))
        .isEqualTo(100);
  }

  @Test
  void showsAGroupItsOwnPayoutsAndSuspensions() {
    BrokerSocket other = simulator.socket("user1@catalogador.local");
    simulator.fault(
        "accountGroups",
        JsonArray.of(
            new JsonObject()
                .put("users", JsonArray.of(DEMO))
                .put("payouts", new JsonObject().put("76", 60))
                .put("suspended", JsonArray.of("77"))));

    assertThat(commission(socket, "turbo")).isEqualTo(40);
    assertThat(commission(socket, "binary")).isEqualTo(45);
    assertThat(commission(other, "turbo")).isEqualTo(11);
    assertThat(isSuspended(socket)).isTrue();
    assertThat(isSuspended(other)).isFalse();
    assertThat(
            simulator
                .post(
                    "/control/faults",
                    new JsonObject()
                        .put("accountGroups", JsonArray.of(new JsonObject().put("users", 1))))
                .statusCode())
        .isEqualTo(400);
  }

  private static int commission(BrokerSocket socket, String section) {
    return listed(socket, section, "76")
        .getJsonObject("option")
        .getJsonObject("profit")
        .getInteger("commission");
  }

  private static boolean isSuspended(BrokerSocket socket) {
    return listed(socket, "turbo", "77").getBoolean("is_suspended");
  }

  private static JsonObject listed(BrokerSocket socket, String section, String id) {
    return socket
        .ask(LIST, new JsonObject())
        .getJsonObject("msg")
        .getJsonObject(section)
        .getJsonObject("actives")
        .getJsonObject(id);
  }

  @Test
  void listsAnAssetWithALongIdOnDemandWithItsOwnPrices() {
    assertThat(option("turbo", "4294967377")).isNull();
    assertThat(option("turbo", "4294967377", "longIds").getLong("id")).isEqualTo(4_294_967_377L);

    JsonObject body = new JsonObject().put("size", 60).put("to", NOW).put("count", 3);
    Object own =
        socket.ask("get-candles", body.copy().put("active_id", 4_294_967_377L)).getValue("msg");
    Object cut = socket.ask("get-candles", body.copy().put("active_id", 81)).getValue("msg");
    assertThat(own).isNotEqualTo(cut);
  }

  @Test
  void sendsEmptyOrUnreadableListsOnDemand() {
    simulator.fault("assetShapes", JsonArray.of("empty"));
    JsonObject list = socket.ask(LIST, new JsonObject()).getJsonObject("msg");
    assertThat(list.getJsonObject("turbo").getJsonObject("actives").isEmpty()).isTrue();
    simulator.fault("assetShapes", JsonArray.of("unreadable"));
    assertThat(socket.ask(LIST, new JsonObject()).getJsonObject("msg").fieldNames())
        .containsExactly("isSuccessful");
  }

  @Test
  void sendsABareOrEmptyProfileOnDemand() {
    simulator.fault("profileShape", "bare");
    assertThat(socket.ask("core.get-profile", new JsonObject()).getJsonObject("msg").fieldNames())
        .contains("user_id")
        .doesNotContain("result");
    simulator.fault("profileShape", "empty");
    assertThat(socket.ask("core.get-profile", new JsonObject()).getJsonObject("msg").isEmpty())
        .isTrue();
  }

  @Test
  void refusesOptionsOnDemand() {
    simulator.fault("statuses", new JsonObject().put("setOptions", 4000));

    String id = socket.send("setOptions", new JsonObject().put("sendResults", true));

    assertThat(socket.answer(id).getInteger("status")).isEqualTo(4000);
  }

  @Test
  void suspendsAnAssetOutsideItsHours() {
    // A Thursday night: stocks are not traded.
    assertThat(option("binary", "31").getBoolean("is_suspended")).isTrue();
    assertThat(option("binary", "31").getBoolean("enabled")).isTrue();
    simulator.setClock(NOW + 15 * 3_600);
    assertThat(option("binary", "31").getBoolean("is_suspended")).isFalse();
    assertThat(option("binary", "943").getBoolean("enabled")).isFalse();
  }
}
