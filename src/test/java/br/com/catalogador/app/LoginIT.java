package br.com.catalogador.app;

import static br.com.catalogador.support.Awaiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.app.ApiClient.Answer;
import br.com.catalogador.support.SettableTime;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Login and logout over HTTP with the simulated broker. */
@WithServer
class LoginIT {
  private static RunningServer server;

  @Test
  void loginReturnsTokenUserAndCookie() {
    Answer login = server.client().login("demo@catalogador.local", "demo-1234");

    assertThat(login.status()).isEqualTo(200);
    JsonObject body = login.json();
    assertThat(body.getString("mode")).isEqualTo("simulated");
    assertThat(body.getJsonObject("user").getString("email")).isEqualTo("demo@catalogador.local");
    Instant expiresAt = Instant.parse(body.getString("expiresAt"));
    assertThat(Duration.between(Instant.now(), expiresAt))
        .isBetween(Duration.ofHours(12).minusMinutes(1), Duration.ofHours(12));
    assertThat(login.header("set-cookie"))
        .startsWith("catalogador_token=" + body.getString("token"))
        .contains("HTTPOnly", "SameSite=Strict", "Path=/")
        .doesNotContain("Secure");
  }

  @Test
  void theCookieIsSecureBehindATrustedTlsProxy() {
    Answer login =
        server
            .client()
            .with("X-Forwarded-Proto", "https")
            .login("demo@catalogador.local", "demo-1234");

    assertThat(login.header("set-cookie"))
        .startsWith("__Host-catalogador_token=")
        .contains("Secure", "Path=/")
        .doesNotContain("Domain");
  }

  @Test
  void lesson1EachUserSeesOnlyTheirAccountAndAWrongPasswordNone() {
    ApiClient first = server.loggedIn("user1");
    ApiClient second = server.loggedIn("user2");
    Answer third = server.client().login("user3@catalogador.local", "wrong");

    JsonObject firstSession = first.get("/api/v1/session").json();
    JsonObject secondSession = second.get("/api/v1/session").json();

    assertThat(third.status()).isEqualTo(401);
    assertThat(third.code()).isEqualTo("invalid_credentials");
    assertThat(third.header("set-cookie")).isNull();
    assertThat(firstSession.getJsonObject("user").getString("email"))
        .isEqualTo("user1@catalogador.local");
    assertThat(secondSession.getJsonObject("user").getString("email"))
        .isEqualTo("user2@catalogador.local");
    assertThat(firstSession.getJsonObject("user").getString("id"))
        .isNotEqualTo(secondSession.getJsonObject("user").getString("id"));
    assertThat(firstSession.getJsonObject("balance"))
        .isNotEqualTo(secondSession.getJsonObject("balance"));
  }

  @Test
  void lesson1ASecondLoginNeedsThePasswordToo() {
    ApiClient inside = server.loggedIn("user4");

    Answer again = server.client().login("user4@catalogador.local", "wrong");

    assertThat(again.code()).isEqualTo("invalid_credentials");
    assertThat(inside.get("/api/v1/session").status()).isEqualTo(200);
  }

  @Test
  void lesson4AWrongPasswordDoesNotBlockOtherLogins() {
    server.client().login("user5@catalogador.local", "wrong");

    List<Answer> logins =
        Stream.iterate(10, user -> user + 1)
            .limit(20)
            .map(
                user ->
                    server.client().loginLater("user" + user + "@catalogador.local", "demo-1234"))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();

    assertThat(logins).extracting(Answer::status).containsOnly(200);
  }

  @Test
  void concurrentLoginsOfOneUserShareOneBrokerLogin() throws Exception {
    long loginsBefore = server.brokerRequests("login");
    long socketsBefore = server.brokerRequests("authenticate");

    List<CompletableFuture<Answer>> logins =
        Stream.generate(() -> server.client().loginLater("user50@catalogador.local", "demo-1234"))
            .limit(50)
            .toList();

    assertThat(logins).extracting(login -> login.join().status()).containsOnly(200);
    assertThat(server.brokerRequests("authenticate") - socketsBefore)
        .isEqualTo(server.brokerRequests("login") - loginsBefore)
        .isLessThan(50);
    List<String> sessions =
        logins.stream()
            .map(login -> sessionOf(login.join().json().getString("token")))
            .distinct()
            .toList();
    assertThat(sessions).hasSize(1);
  }

  private static String sessionOf(String token) {
    String claims = new String(java.util.Base64.getUrlDecoder().decode(token.split("\\.")[1]));
    return new JsonObject(claims).getString("sid");
  }

  private static int statusWithCookie(RunningServer of, String proto, String cookie) {
    return of.client()
        .with("X-Forwarded-Proto", proto, "Cookie", cookie)
        .get("/api/v1/session")
        .status();
  }

  private static String tokenOf(RunningServer of) {
    return of.client().login("user65@catalogador.local", "demo-1234").json().getString("token");
  }

  @Test
  @EnabledIf("br.com.catalogador.app.RunningServer#isInThisProcess")
  void acceptsTheOldCookieNameForTwelveHoursOverTls() throws Exception {
    SettableTime time = new SettableTime(Instant.now().getEpochSecond());
    try (RunningServer timed = RunningServer.start(time)) {
      String first = tokenOf(timed);
      assertThat(statusWithCookie(timed, "https", "__Host-catalogador_token=" + first))
          .isEqualTo(200);
      assertThat(statusWithCookie(timed, "https", "catalogador_token=" + first)).isEqualTo(200);
      assertThat(statusWithCookie(timed, "http", "catalogador_token=" + first)).isEqualTo(200);

      time.forward(Duration.ofHours(12));
      String second = tokenOf(timed);

      assertThat(statusWithCookie(timed, "https", "__Host-catalogador_token=" + second))
          .isEqualTo(200);
      assertThat(statusWithCookie(timed, "https", "catalogador_token=" + second)).isEqualTo(401);
      assertThat(statusWithCookie(timed, "http", "catalogador_token=" + second)).isEqualTo(200);
    }
  }

  @Test
  void logoutRevokesTheTokenAndEndsTheSessionWithTheLast() throws Exception {
    // Its own server: sessions that other tests have ended may still close their sockets.
    try (RunningServer own = RunningServer.start()) {
      ApiClient phone = own.loggedIn("user60");
      ApiClient laptop = own.loggedIn("user60");

      assertThat(phone.post("/api/v1/logout", "").status()).isEqualTo(204);

      assertThat(phone.get("/api/v1/session").code()).isEqualTo("session_ended");
      assertThat(phone.post("/api/v1/logout", "").code()).isEqualTo("session_ended");
      assertThat(laptop.get("/api/v1/session").status()).isEqualTo(200);
      assertThat(laptop.post("/api/v1/logout", "").status()).isEqualTo(204);
      assertThat(laptop.get("/api/v1/session").code()).isEqualTo("session_ended");
      until(() -> own.brokerRequests("sockets") == 0);
    }
  }

  @Test
  void logoutOfAllRevokesEveryTokenOfTheUserAndEndsTheSessionAtTheBroker() throws Exception {
    try (RunningServer own = RunningServer.start()) {
      ApiClient phone = own.loggedIn("user63");
      ApiClient laptop = own.loggedIn("user63");

      assertThat(phone.post("/api/v1/logout", "{\"all\":true}").status()).isEqualTo(204);

      assertThat(phone.get("/api/v1/session").code()).isEqualTo("session_ended");
      assertThat(laptop.get("/api/v1/session").code()).isEqualTo("session_ended");
      until(() -> own.brokerRequests("ssids") == 0);
    }
    Answer refused = server.loggedIn("user63").post("/api/v1/logout", "{\"all\":\"yes\"}");
    assertThat(refused.code()).isEqualTo("invalid_parameter");
    assertThat(refused.json().getString("field")).isEqualTo("all");
  }

  @Test
  void sessionListsItsDevices() {
    ApiClient phone = server.loggedIn("user64");
    ApiClient laptop = server.loggedIn("user64");

    JsonArray ofPhone = phone.get("/api/v1/session").json().getJsonArray("devices");
    JsonArray ofLaptop = laptop.get("/api/v1/session").json().getJsonArray("devices");

    assertThat(current(ofPhone)).containsExactly(true, false);
    assertThat(current(ofLaptop)).containsExactly(false, true);
    phone.post("/api/v1/logout", "");
    assertThat(current(laptop.get("/api/v1/session").json().getJsonArray("devices")))
        .containsExactly(true);
  }

  private static List<Boolean> current(JsonArray devices) {
    return devices.stream().map(device -> ((JsonObject) device).getBoolean("current")).toList();
  }

  @Test
  void acceptsTheCookieInsteadOfTheHeaderForReading() {
    String token =
        server.client().login("user61@catalogador.local", "demo-1234").json().getString("token");
    ApiClient browser = server.client().with("Cookie", "catalogador_token=" + token);

    assertThat(browser.get("/api/v1/session").status()).isEqualTo(200);
  }

  @Test
  void requiresTheCsrfHeaderForChangesWithTheCookie() {
    String token =
        server.client().login("user62@catalogador.local", "demo-1234").json().getString("token");
    String cookie = "catalogador_token=" + token;

    Answer foreign = server.client().with("Cookie", cookie).post("/api/v1/logout", "");
    Answer own =
        server
            .client()
            .with("Cookie", cookie, "X-Requested-With", "catalogador")
            .post("/api/v1/logout", "");

    assertThat(foreign.status()).isEqualTo(403);
    assertThat(foreign.code()).isEqualTo("csrf");
    assertThat(own.status()).isEqualTo(204);
  }

  @Test
  void rejectsRequestsWithoutAToken() {
    Answer answer = server.client().get("/api/v1/session");

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.code()).isEqualTo("unauthorized");
    assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
  }

  @Test
  void rejectsForeignAndUnsignedTokens() {
    // {"alg":"none"} and an HS256 token signed with another key, both naming user 1001.
    String unsigned =
        "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxMDAxIiwic2lkIjoieCIsImlzcyI6ImNhdGFsb2dhZG9yIn0.";
    String foreign =
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMDAxIiwic2lkIjoieCIsImlzcyI6ImNhdGFsb2dhZG9yIn0"
            + ".AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    for (String token : List.of(unsigned, foreign, "nonsense", "")) {
      Answer answer =
          server.client().with("Authorization", "Bearer " + token).get("/api/v1/session");
      assertThat(answer.code()).as(token).isEqualTo("unauthorized");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"password\":\"x\"}|email",
        "{\"email\":\"a@b.c\"}|password",
        "{\"email\":\"\",\"password\":\"x\"}|email",
        "{\"email\":\"a@b.c\",\"password\":\"x\",\"admin\":true}|admin",
        "{\"email\":[\"a@b.c\"],\"password\":\"x\"}|email",
        "[1]|body",
        "not json|body"
      })
  void rejectsAnInvalidLoginByFieldName(String body, String field) {
    Answer answer = server.client().post("/api/v1/login", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("invalid_parameter");
    assertThat(answer.json().getString("field")).isEqualTo(field);
  }

  @Test
  void rejectsANonTextFieldBeforeTheBroker() throws Exception {
    long before = server.brokerRequests("login");

    Answer answer = server.client().post("/api/v1/login", "{\"email\":1,\"password\":true}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().getString("field")).isEqualTo("email");
    assertThat(server.brokerRequests("login")).isEqualTo(before);
  }

  @Test
  void rejectsAQueryParameterOfALogin() {
    Answer answer = server.client().post("/api/v1/login?debug=1", "{}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().getString("field")).isEqualTo("debug");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-", ";", ";q=1", "xx", "en;q=0"})
  void unknownLanguagesMeanPortuguese(String language) {
    Answer answer = server.client().with("Accept-Language", language).get("/api/v1/session");

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.json().getString("detail"))
        .isEqualTo("Entre com a sua conta para continuar.");
  }

  @Test
  void lesson1RejectsTheTokenOfAnEndedSession() {
    ApiClient user = server.loggedIn("user63");
    user.post("/api/v1/logout", "");

    for (String path :
        List.of("session", "assets", "strategies", "candles?asset=X", "catalog?asset=X")) {
      assertThat(user.get("/api/v1/" + path).code()).as(path).isEqualTo("session_ended");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":", "{\"email\":["})
  void rejectsADeeplyNestedBody(String level) {
    Answer answer = server.client().post("/api/v1/login", level.repeat(60_000 / level.length()));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().getString("field")).isEqualTo("body");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999999999", "-1e-999999999", "9", "0.1", "1E400"})
  void rejectsAVeryLongNumber(String number) {
    String sent = number.length() > 3 ? number : number + "0".repeat(50_000);
    ApiClient client = server.loggedIn("user70");

    Answer answer = client.post("/api/v1/ranking", "{\"minOperations\":" + sent + "}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).hasSizeLessThan(500);
  }

  @Test
  void doesNotDecompressARequestBody() {
    Answer answer =
        server.client().with("Content-Encoding", "gzip").post("/api/v1/login", "\u001f\u008b\b");

    assertThat(answer.json().getString("field")).isEqualTo("body");
  }

  @Test
  void rejectsABodyOverTheLimit() {
    Answer answer = server.client().post("/api/v1/login", "x".repeat(70_000));

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.code()).isEqualTo("body_too_large");
  }

  @Test
  void problemsAreInTheLanguageOfTheRequest() {
    ApiClient client = server.client();

    assertThat(client.get("/api/v1/session").json().getString("detail"))
        .isEqualTo("Entre com a sua conta para continuar.");
    assertThat(
            client
                .with("Accept-Language", "en-GB,pt;q=0.5")
                .get("/api/v1/session")
                .json()
                .getString("detail"))
        .contains("og in");
  }
}
