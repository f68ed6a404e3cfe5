package br.com.catalogador.app;

import static br.com.catalogador.support.Awaiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.app.ApiClient.Answer;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code PUT /api/v1/preferences}, and the preferences of the session. */
@WithServer({"sessions.idle", "1s"})
class PreferencesIT {
  private static final String NOTHING_SET = "{\"alerts\":null}";

  private static RunningServer server;

  private static String preferences(boolean sound, boolean notification, int secondsBefore) {
    JsonObject alerts =
        new JsonObject()
            .put("sound", sound)
            .put("notification", notification)
            .put("secondsBefore", secondsBefore);
    return new JsonObject().put("alerts", alerts).encode();
  }

  private static String of(ApiClient client) {
    return client.get("/api/v1/session").json().getJsonObject("preferences").encode();
  }

  @Test
  void alertsAreOffByDefault() {
    assertThat(of(server.loggedIn("user1"))).isEqualTo(NOTHING_SET);
  }

  @Test
  void preferencesHoldOnAllDevicesOfTheUserOnly() {
    ApiClient phone = server.loggedIn("user2");
    ApiClient laptop = server.loggedIn("user2");

    Answer answer = phone.put("/api/v1/preferences", preferences(true, true, 120));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).isEqualTo(preferences(true, true, 120));
    assertThat(of(laptop)).isEqualTo(preferences(true, true, 120));
    assertThat(of(server.loggedIn("user3"))).isEqualTo(NOTHING_SET);
  }

  @Test
  void switchedOffAlertsAreNotNull() {
    ApiClient user = server.loggedIn("user6");
    user.put("/api/v1/preferences", preferences(true, false, 10));

    user.put("/api/v1/preferences", preferences(false, false, 10));

    assertThat(of(user)).isEqualTo(preferences(false, false, 10));
  }

  @Test
  void anAbsentFieldKeepsItsValue() {
    ApiClient user = server.loggedIn("user7");
    assertThat(user.put("/api/v1/preferences", "{}").text()).isEqualTo(NOTHING_SET);

    user.put("/api/v1/preferences", "{\"alerts\":{\"sound\":true}}");
    user.put("/api/v1/preferences", "{\"alerts\":{\"secondsBefore\":30}}");

    assertThat(user.put("/api/v1/preferences", "{}").text())
        .isEqualTo(preferences(true, false, 30));
  }

  @Test
  void stakeFavouritesAndPresetsAreAbsentUntilTheyAreSet() {
    ApiClient user = server.loggedIn("user8");
    String presets = "[{\"name\":\"M5\",\"parameters\":{\"timeframe\":300,\"tie\":\"loss\"}}]";

    user.put("/api/v1/preferences", "{\"stake\":12.5,\"favourites\":[\"EURUSD-OTC\"]}");
    user.put("/api/v1/preferences", "{\"presets\":" + presets + "}");

    String set =
        "{\"alerts\":null,\"stake\":12.5,\"favourites\":[\"EURUSD-OTC\"],\"presets\":"
            + presets
            + "}";
    assertThat(of(user)).isEqualTo(set);
    assertThat(user.put("/api/v1/preferences", "{\"favourites\":[]}").text())
        .isEqualTo(set.replace("\"EURUSD-OTC\"", ""));
  }

  @Test
  void ownPatternsAreKeptByName() {
    ApiClient user = server.loggedIn("user9");
    String patterns = "[{\"name\":\"três verdes\",\"text\":\"5:1,2,3:GGG=P:6\"}]";

    user.put("/api/v1/preferences", "{\"patterns\":" + patterns + "}");
    user.put("/api/v1/preferences", "{\"stake\":2}");

    assertThat(of(user)).isEqualTo("{\"alerts\":null,\"stake\":2.0,\"patterns\":" + patterns + "}");
  }

  @Test
  void refusedPatternIsNamedWithItsPart() {
    Answer answer =
        server
            .loggedIn("user5")
            .put(
                "/api/v1/preferences", "{\"patterns\":[{\"name\":\"A\",\"text\":\"0:1:same:2\"}]}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().getString("field")).isEqualTo("patterns.text");
    assertThat(answer.json().getString("part")).isEqualTo("block");
    assertThat(answer.json().getString("detail")).contains("de 1 a 60 velas");
  }

  @Test
  void preferencesSurviveAPassivation() throws Exception {
    ApiClient user = server.loggedIn("user4");
    user.put("/api/v1/preferences", preferences(true, false, 3));

    until(() -> server.brokerRequests("sockets") == 0);

    assertThat(of(user)).isEqualTo(preferences(true, false, 3));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"alerts\":null}|alerts",
        "{\"alerts\":true}|alerts",
        "{\"alerts\":{\"sound\":true,\"notification\":true,\"secondsBefore\":10},\"x\":1}|x",
        "{\"alerts\":{\"sound\":true,\"notification\":true,\"secondsBefore\":10,\"y\":1}}|alerts.y",
        "{\"alerts\":{\"sound\":null}}|alerts.sound",
        "{\"alerts\":{\"sound\":\"true\",\"notification\":true,\"secondsBefore\":10}}|alerts.sound",
        "{\"alerts\":{\"sound\":true,\"notification\":1,\"secondsBefore\":10}}|alerts.notification",
        "{\"alerts\":{\"secondsBefore\":null}}|alerts.secondsBefore",
        "{\"alerts\":{\"sound\":true,\"notification\":true,\"secondsBefore\":2}}"
            + "|alerts.secondsBefore",
        "{\"alerts\":{\"sound\":true,\"notification\":true,\"secondsBefore\":121}}"
            + "|alerts.secondsBefore",
        "{\"alerts\":{\"sound\":true,\"notification\":true,\"secondsBefore\":10.5}}"
            + "|alerts.secondsBefore",
        "{\"stake\":0}|stake",
        "{\"stake\":null}|stake",
        "{\"favourites\":\"EURUSD-OTC\"}|favourites",
        "{\"favourites\":[\"A\",1]}|favourites",
        "{\"presets\":[{\"name\":\" \",\"parameters\":{}}]}|presets.name",
        "{\"presets\":[{\"name\":\"A\"}]}|presets.parameters",
        "{\"presets\":[{\"name\":\"A\",\"parameters\":{\"x\":[]}}]}|presets.parameters",
        "{\"presets\":[{\"name\":\"A\",\"parameters\":{}},{\"name\":\"A\",\"parameters\":{}}]}"
            + "|presets.name",
        "{\"patterns\":[{\"name\":\"A\",\"text\":\"minoria\"}]}|patterns.text",
        "{\"patterns\":[{\"name\":\" \",\"text\":\"5:1:same:6\"}]}|patterns.name",
        "{\"patterns\":[{\"name\":\"A\",\"text\":\"5:1:same:6\"},"
            + "{\"name\":\"A\",\"text\":\"5:2:same:6\"}]}|patterns.name",
        "[]|body"
      })
  void rejectsAnInvalidPreferenceByFieldName(String body, String field) {
    ApiClient user = server.loggedIn("user5");

    Answer answer = user.put("/api/v1/preferences", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("invalid_parameter");
    assertThat(answer.json().getString("field")).isEqualTo(field);
    assertThat(of(user)).isEqualTo(NOTHING_SET);
  }

  @Test
  void rejectsPreferencesWithoutAToken() {
    Answer answer = server.client().put("/api/v1/preferences", preferences(true, true, 10));

    assertThat(answer.code()).isEqualTo("unauthorized");
  }
}
