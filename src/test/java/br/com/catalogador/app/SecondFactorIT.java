package br.com.catalogador.app;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.app.ApiClient.Answer;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Lesson 3: logging in with a second factor, from HTTP down to the broker. */
class SecondFactorIT {
  private static final String EMAIL = "demo-2fa@catalogador.local";
  private static final String CODE = "123456";

  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
  private RunningServer server;

  @BeforeEach
  void start() throws Exception {
    server = RunningServer.start(() -> Clock.systemUTC().instant().plus(ahead.get()));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  static boolean inThisProcess() {
    return RunningServer.isInThisProcess();
  }

  private String challenge() {
    return server.client().login(EMAIL, "demo-1234").json().getString("challenge");
  }

  private Answer confirm(String challenge, String code) {
    JsonObject body = new JsonObject().put("challenge", challenge).put("code", code);
    return server.client().post("/api/v1/login/2fa", body.encode());
  }

  @Test
  void theRightPasswordIsAnsweredWithAChallengeThatSaysHowTheCodeComes() {
    Answer answer = server.client().login(EMAIL, "demo-1234");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.header("set-cookie")).isNull();
    assertThat(answer.json().fieldNames()).containsOnly("challenge", "method", "expiresAt");
    assertThat(answer.json().getString("method")).isEqualTo("email");
    assertThat(Duration.between(Instant.now(), Instant.parse(answer.json().getString("expiresAt"))))
        .isBetween(Duration.ofSeconds(290), Duration.ofSeconds(300));
  }

  @Test
  void theRightCodeLogsIn() throws Exception {
    Answer answer = confirm(challenge(), CODE);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().getJsonObject("user").getString("email")).isEqualTo(EMAIL);
    assertThat(answer.header("set-cookie")).startsWith("catalogador_token=");
    ApiClient user =
        server.client().with("Authorization", "Bearer " + answer.json().getString("token"));
    assertThat(user.get("/api/v1/catalog?asset=EURUSD-OTC").status()).isEqualTo(200);
    assertThat(server.brokerRequests("sockets")).isEqualTo(1);
  }

  @Test
  void aWrongCodeTellsTheAttemptsLeftAndTheRightOneStillCounts() {
    String challenge = challenge();

    Answer wrong = confirm(challenge, "000000");

    assertThat(wrong.status()).isEqualTo(401);
    assertThat(wrong.code()).isEqualTo("invalid_code");
    assertThat(wrong.json().getInteger("attemptsLeft")).isEqualTo(4);
    assertThat(confirm(challenge, CODE).status()).isEqualTo(200);
  }

  @Test
  void afterFiveWrongCodesTheChallengeIsOver() {
    String challenge = challenge();
    for (int left = 4; left >= 1; left--) {
      assertThat(confirm(challenge, "000000").json().getInteger("attemptsLeft")).isEqualTo(left);
    }

    assertThat(confirm(challenge, "000000").code()).isEqualTo("challenge_expired");
    assertThat(confirm(challenge, CODE).status()).isEqualTo(410);
  }

  @Test
  void aChallengeIsGoodOnceAndNobodyElsesIsGuessed() {
    String challenge = challenge();
    assertThat(confirm(challenge, CODE).status()).isEqualTo(200);

    assertThat(confirm(challenge, CODE).code()).isEqualTo("challenge_expired");
    assertThat(confirm("guessed", CODE).code()).isEqualTo("challenge_expired");
  }

  @Test
  void wrongCodesCountAsWrongPasswordsDoAcrossChallenges() {
    for (int round = 0; round < 2; round++) {
      String challenge = challenge();
      for (int guess = 0; guess < 5; guess++) {
        confirm(challenge, "00000" + guess);
      }
    }

    assertThat(server.client().login(EMAIL, "demo-1234").code()).isEqualTo("too_many_attempts");
  }

  @Test
  @EnabledIf("inThisProcess")
  void afterFiveMinutesTheCodeIsTooLate() {
    String challenge = challenge();

    ahead.set(Duration.ofMinutes(5).plusSeconds(1));

    assertThat(confirm(challenge, CODE).code()).isEqualTo("challenge_expired");
  }

  @Test
  void theBrokersLimitOnLoginsIsToldWithItsTime() throws Exception {
    server.fault(
        new JsonObject().put("loginLimit", new JsonObject().put("logins", 1).put("seconds", 600)));
    server.client().login("demo@catalogador.local", "demo-1234");

    Answer refused = server.client().login("user1@catalogador.local", "demo-1234");

    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.code()).isEqualTo("too_many_attempts");
    assertThat(Integer.parseInt(refused.header("retry-after"))).isBetween(1, 600);
  }
}
