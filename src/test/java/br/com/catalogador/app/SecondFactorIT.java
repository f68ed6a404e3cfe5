package br.com.catalogador.app;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.app.ApiClient.Answer;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Lesson 3: login with a second factor over HTTP, with the simulated broker. */
class SecondFactorIT {
  private static final String EMAIL = "demo-2fa@catalogador.local";
  private static final String CODE = "123456";

  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
  private RunningServer server;

  @BeforeEach
  void start() throws Exception {
    server =
        RunningServer.start(
            () -> Clock.systemUTC().instant().plus(ahead.get()), "auth.loginAttempts", "10");
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
  void answersTheRightPasswordWithAChallenge() {
    Answer answer = server.client().login(EMAIL, "demo-1234");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.header("set-cookie")).isNull();
    assertThat(answer.json().fieldNames())
        .containsOnly("challenge", "method", "methods", "expiresAt");
    assertThat(answer.json().getJsonArray("methods")).containsExactly("email", "sms");
    assertThat(answer.json().getString("method")).isEqualTo("email");
    assertThat(Duration.between(Instant.now(), Instant.parse(answer.json().getString("expiresAt"))))
        .isBetween(Duration.ofSeconds(290), Duration.ofSeconds(300));
  }

  @Test
  void acceptsTheRightCode() throws Exception {
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
  void aWrongCodeReportsTheAttemptsLeft() {
    String challenge = challenge();

    Answer wrong = confirm(challenge, "000000");

    assertThat(wrong.status()).isEqualTo(401);
    assertThat(wrong.code()).isEqualTo("invalid_code");
    assertThat(wrong.json().getInteger("attemptsLeft")).isEqualTo(4);
    assertThat(confirm(challenge, CODE).status()).isEqualTo(200);
  }

  @Test
  void theChallengeExpiresAfterFiveWrongCodes() {
    String challenge = challenge();
    for (int left = 4; left >= 1; left--) {
      assertThat(confirm(challenge, "000000").json().getInteger("attemptsLeft")).isEqualTo(left);
    }

    assertThat(confirm(challenge, "000000").code()).isEqualTo("challenge_expired");
    assertThat(confirm(challenge, CODE).status()).isEqualTo(410);
  }

  @Test
  void aChallengeCanBeUsedOnce() {
    String challenge = challenge();
    assertThat(confirm(challenge, CODE).status()).isEqualTo(200);

    assertThat(confirm(challenge, CODE).code()).isEqualTo("challenge_expired");
    assertThat(confirm("guessed", CODE).code()).isEqualTo("challenge_expired");
  }

  @Test
  void wrongCodesCountAsWrongGuessesAcrossChallenges() {
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
  void theChallengeExpiresAfterFiveMinutes() {
    String challenge = challenge();

    ahead.set(Duration.ofMinutes(5).plusSeconds(1));

    assertThat(confirm(challenge, CODE).code()).isEqualTo("challenge_expired");
  }

  private Answer resend(String challenge, String method) {
    JsonObject body = new JsonObject().put("challenge", challenge).put("method", method);
    return server.client().post("/api/v1/login/2fa/resend", body.encode());
  }

  @Test
  void sendsAnotherCodeByAnotherMethod() throws Exception {
    String challenge = challenge();

    Answer again = resend(challenge, "sms");

    assertThat(again.status()).isEqualTo(202);
    assertThat(again.json().getString("challenge")).isEqualTo(challenge);
    assertThat(again.json().getString("method")).isEqualTo("sms");
    assertThat(server.brokerRequests("login")).isEqualTo(1);
    assertThat(server.brokerRequests("verify")).isEqualTo(2);
    assertThat(confirm(challenge, CODE).status()).isEqualTo(200);
  }

  @Test
  void rejectsAMethodThatTheBrokerDoesNotOffer() throws Exception {
    Answer refused = resend(challenge(), "pigeon");

    assertThat(refused.code()).isEqualTo("invalid_parameter");
    assertThat(refused.json().getString("field")).isEqualTo("method");
    assertThat(refused.json().getString("expected")).isEqualTo("one of: email, sms");
    assertThat(server.brokerRequests("verify")).isEqualTo(1);
    assertThat(resend("guessed", "sms").code()).isEqualTo("challenge_expired");
  }

  @Test
  void sendsAtMostFiveCodesPerLogin() throws Exception {
    String challenge = challenge();
    for (int i = 0; i < 4; i++) {
      assertThat(resend(challenge, "email").status()).isEqualTo(202);
    }

    assertThat(resend(challenge, "email").code()).isEqualTo("challenge_expired");
    assertThat(server.brokerRequests("verify")).isEqualTo(5);
  }

  @Test
  void keepsAtMostThreePendingLoginsPerAccount() {
    List<String> challenges = Stream.generate(this::challenge).limit(4).toList();

    assertThat(confirm(challenges.get(0), CODE).code()).isEqualTo("challenge_expired");
    assertThat(confirm(challenges.get(1), CODE).status()).isEqualTo(200);
  }
}
