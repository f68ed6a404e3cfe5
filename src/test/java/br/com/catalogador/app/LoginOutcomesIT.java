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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The answers to a login for each kind of answer of the broker. */
@WithServer
class LoginOutcomesIT {
  private static final String DEMO = "demo@catalogador.local";
  private static final String DEMO_2FA = "demo-2fa@catalogador.local";
  private static final String PASSWORD = "demo-1234";
  private static final String CODE = "123456";

  private static RunningServer server;

  private static Answer login(String email) {
    return server.client().login(email, PASSWORD);
  }

  private static void fault(String name, Object value) throws Exception {
    server.fault(new JsonObject().put(name, value));
  }

  private static Answer confirm(String challenge, String code) {
    JsonObject body = new JsonObject().put("challenge", challenge).put("code", code);
    return server.client().post("/api/v1/login/2fa", body.encode());
  }

  private static String challenge() {
    return login(DEMO_2FA).json().getString("challenge");
  }

  @ParameterizedTest
  @CsvSource({
    "cloudflare,cloudflare,403",
    "nginx,nginx,403",
    "gateway,nginx,502",
    "other,other,503"
  })
  void reportsAGatewayPageInsteadOfAnAnswer(String page, String gate, int status) throws Exception {
    fault("gates", new JsonObject().put("login", page));

    Answer answer = login(DEMO);

    assertThat(answer.status()).isEqualTo(502);
    assertThat(answer.code()).isEqualTo("broker_blocked");
    assertThat(answer.json().getString("gate")).isEqualTo(gate);
    assertThat(answer.json().getInteger("brokerStatus")).isEqualTo(status);
    assertThat(answer.json().getString("detail"))
        .startsWith("A porta da Polarium recusou este servidor, não a sua senha");
  }

  @Test
  void reportsARefusedAccountWithTheBrokersMessage() throws Exception {
    fault(
        "loginRefusal",
        new JsonObject()
            .put("status", 401)
            .put("code", "user_blocked")
            .put("message", "Your account is <b>blocked</b>."));

    Answer answer = login(DEMO);

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.code()).isEqualTo("account_refused");
    assertThat(answer.json().getString("brokerCode")).isEqualTo("user_blocked");
    assertThat(answer.json().getString("brokerMessage")).isEqualTo("Your account is blocked.");
    assertThat(answer.json().getString("detail"))
        .endsWith("A Polarium respondeu: «Your account is blocked.»");
  }

  @Test
  void recognizesTheOldFormOfAWrongPassword() throws Exception {
    fault(
        "loginRefusal",
        new JsonObject().put("status", 403).put("code", "202").put("message", "Invalid"));

    assertThat(login(DEMO).code()).isEqualTo("invalid_credentials");
  }

  @Test
  void gatewayPagesAndRefusalsAreNotWrongGuesses() throws Exception {
    try (RunningServer strict = RunningServer.start("auth.loginAttempts", "4")) {
      strict.fault(new JsonObject().put("gates", new JsonObject().put("login", "cloudflare")));
      for (int i = 0; i < 3; i++) {
        assertThat(strict.client().login(DEMO, PASSWORD).code()).isEqualTo("broker_blocked");
      }
      strict.noFaults();
      assertThat(strict.client().login(DEMO, PASSWORD).status()).isEqualTo(200);
      assertThat(strict.client().login(DEMO, "wrong").code()).isEqualTo("invalid_credentials");
      assertThat(strict.client().login(DEMO, PASSWORD).code()).isEqualTo("busy");
    }
  }

  @Test
  void sendsNoLoginDuringALimitOfTheBroker() throws Exception {
    SettableTime time = new SettableTime(Instant.now().getEpochSecond());
    try (RunningServer limited = RunningServer.start(time)) {
      limited.fault(
          new JsonObject()
              .put("limitForm", "v1")
              .put("loginLimit", new JsonObject().put("logins", 0).put("seconds", 2)));
      Answer first = limited.client().login(DEMO, PASSWORD);
      assertThat(first.status()).isEqualTo(429);
      assertThat(first.code()).isEqualTo("broker_limit");
      assertThat(first.header("Retry-After")).isEqualTo("2");
      limited.noFaults();

      Answer other = limited.client().login("user1@catalogador.local", PASSWORD);
      assertThat(other.code()).isEqualTo("broker_limit");
      assertThat(other.header("Retry-After")).isEqualTo("2");
      assertThat(limited.brokerRequests("login")).isEqualTo(1);

      time.forward(Duration.ofSeconds(2));
      assertThat(limited.client().login(DEMO, PASSWORD).status()).isEqualTo(200);
    }
  }

  @Test
  void reportsWhyACodeWasNotSent() throws Exception {
    fault(
        "sendRefusal",
        new JsonObject().put("status", 404).put("code", "no_phone").put("message", "No phone."));

    Answer answer = login(DEMO_2FA);

    assertThat(answer.status()).isEqualTo(502);
    assertThat(answer.code()).isEqualTo("code_not_sent");
    assertThat(answer.json().getString("brokerMessage")).isEqualTo("No phone.");
  }

  @Test
  void skipsMethodsWithoutACodeOrReportsThem() throws Exception {
    fault("methods", new JsonArray().add("push").add("sms"));
    Answer sms = login(DEMO_2FA);
    assertThat(sms.json().getString("method")).isEqualTo("sms");
    assertThat(sms.json().getJsonArray("methods")).containsExactly("push", "sms");

    fault("methods", new JsonArray().add("push"));
    Answer push = login(DEMO_2FA);
    assertThat(push.code()).isEqualTo("code_not_sent");
    assertThat(push.json().getString("method")).isEqualTo("push");
  }

  @ParameterizedTest
  @CsvSource({"ssid,1", "both,1", "token,2"})
  void acceptsTheRightCodeInEveryForm(String gives, int logins) throws Exception {
    fault("confirmWith", gives);
    long before = server.brokerRequests("login");

    assertThat(confirm(challenge(), CODE).status()).isEqualTo(200);

    assertThat(server.brokerRequests("login") - before).isEqualTo(logins);
  }

  @Test
  void aGatewayPageUsesNoAttempt() throws Exception {
    String challenge = challenge();
    fault("gates", new JsonObject().put("verify", "cloudflare"));
    assertThat(confirm(challenge, CODE).code()).isEqualTo("broker_blocked");
    server.noFaults();

    assertThat(confirm(challenge, "000000").json().getInteger("attemptsLeft")).isEqualTo(4);
    assertThat(confirm(challenge, CODE).status()).isEqualTo(200);
  }

  @Test
  void logsOutALoginThatSucceedsAfterItsTimeout() throws Exception {
    try (RunningServer own = RunningServer.start("broker.connectTimeout", "4s")) {
      own.fault(new JsonObject().put("lateLogins", 7_000));

      assertThat(own.client().login(DEMO, PASSWORD).code()).isEqualTo("broker_timeout");

      until(() -> own.brokerRequests("logout") == 1 && own.brokerRequests("ssids") == 0);
      own.noFaults();
      own.loggedIn("demo").post("/api/v1/logout", "");
      until(() -> own.brokerRequests("ssids") == 0);
      assertThat(own.brokerRequests("logout")).isEqualTo(2);
    }
  }

  /** The ssid in use, and the newest one for the time when the broker ends it. */
  @Test
  void keepsAtMostTwoBrokerSessionsPerUser() throws Exception {
    try (RunningServer own = RunningServer.start()) {
      List<ApiClient> devices = Stream.generate(() -> own.loggedIn("demo")).limit(3).toList();
      until(() -> own.brokerRequests("ssids") == 2);

      for (ApiClient device : devices.subList(0, 2)) {
        assertThat(device.post("/api/v1/logout", "").status()).isEqualTo(204);
      }
      assertThat(devices.get(2).get("/api/v1/session").status()).isEqualTo(200);
      assertThat(own.brokerRequests("ssids")).isEqualTo(2);

      assertThat(devices.get(2).post("/api/v1/logout", "").status()).isEqualTo(204);
      until(() -> own.brokerRequests("ssids") == 0);
    }
  }

  @Test
  void usesTheUserOfTheLoginWithoutAProfile() throws Exception {
    String id = login("user3@catalogador.local").json().getJsonObject("user").getString("id");
    fault("statuses", new JsonObject().put("core.get-profile", 4000).put("get-profile", 4000));

    Answer answer = login("user3@catalogador.local");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().getJsonObject("user").getString("id")).isEqualTo(id);
  }

  @Test
  void logsOutALoginThatExceedsTheMaximum() throws Exception {
    try (RunningServer small = RunningServer.start("sessions.maximum", "1")) {
      small.loggedIn("user1");

      assertThat(small.client().login(DEMO, PASSWORD).code()).isEqualTo("sessions_full");

      until(() -> small.brokerRequests("ssids") == 1);
    }
  }
}
