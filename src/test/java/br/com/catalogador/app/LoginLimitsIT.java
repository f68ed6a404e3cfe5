package br.com.catalogador.app;

import static br.com.catalogador.support.Awaiting.await;
import static br.com.catalogador.support.Awaiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.app.ApiClient.Answer;
import br.com.catalogador.bus.Bus;
import br.com.catalogador.session.message.GetDirectoryState;
import br.com.catalogador.session.message.SessionDirectory;
import br.com.catalogador.support.Pulse;
import br.com.catalogador.support.SettableTime;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Logins that are limited, or fail because of the broker. */
class LoginLimitsIT {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";

  @Test
  void wrongPasswordsAreLimitedPerUserWithRetryAfter() throws Exception {
    try (RunningServer server =
        RunningServer.start("auth.loginAttempts", "3", "auth.loginWindow", "5m")) {
      ApiClient client = server.client();
      for (int i = 0; i < 3; i++) {
        assertThat(client.login("demo@catalogador.local", "wrong").status()).isEqualTo(401);
      }

      Answer refused = client.login("demo@catalogador.local", "demo-1234");

      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.code()).isEqualTo("too_many_attempts");
      assertThat(Integer.parseInt(refused.header("retry-after"))).isBetween(290, 300);
      assertThat(client.login("user1@catalogador.local", "demo-1234").status()).isEqualTo(200);
    }
  }

  /**
   * Values of X-Forwarded-For with invented addresses; the proxy appends the real one at the end.
   */
  private static String[] invented(int i) {
    return switch (i % 3) {
      case 0 -> new String[] {"X-Forwarded-For", "10.0.0." + i + ", 198.51.100.7"};
      case 1 -> new String[] {"X-Forwarded-For", "10.0.0." + i, "X-Forwarded-For", "198.51.100.7"};
      default -> new String[] {"X-Forwarded-For", "127.0.0.1,, 10.0.0." + i + ",198.51.100.7 "};
    };
  }

  @Test
  void countsAClientByTheAddressSeenByTheProxy() throws Exception {
    try (RunningServer server = RunningServer.start("auth.loginAttempts", "1")) {
      for (int i = 0; i < 10; i++) {
        Answer wrong =
            server.client().with(invented(i)).login("user" + i + "@catalogador.local", "wrong");
        assertThat(wrong.code()).isEqualTo("invalid_credentials");
      }

      for (int i = 10; i < 13; i++) {
        assertThat(
                server
                    .client()
                    .with(invented(i))
                    .login("user" + i + "@catalogador.local", "demo-1234")
                    .code())
            .isEqualTo("too_many_attempts");
      }
      assertThat(server.client().login("user20@catalogador.local", "demo-1234").status())
          .isEqualTo(200);
    }
  }

  @Test
  void ignoresForwardedAddressesWithoutATrustedProxy() throws Exception {
    try (RunningServer server =
        RunningServer.start("auth.loginAttempts", "1", "http.trustedProxies", "10.9.9.9")) {
      for (int i = 0; i < 10; i++) {
        server
            .client()
            .with("X-Forwarded-For", "10.0.0." + i)
            .login("user" + i + "@catalogador.local", "wrong");
      }

      assertThat(
              server
                  .client()
                  .with("X-Forwarded-For", "10.0.0.99")
                  .login("user20@catalogador.local", "demo-1234")
                  .code())
          .isEqualTo("too_many_attempts");
    }
  }

  private static String ipv6(int i) {
    return "2001:db8:7:1:" + Integer.toHexString(i) + "::1";
  }

  @Test
  void countsAllSpellingsOfAnAccountTogether() throws Exception {
    try (RunningServer server = RunningServer.start("auth.loginAttempts", "3")) {
      for (String name :
          List.of(
              "demo@catalogador.local",
              " DEMO@catalogador.local",
              "\u3000Demo\uff20Catalogador.Local\u00a0")) {
        assertThat(server.client().login(name, "wrong").code()).isEqualTo("invalid_credentials");
      }

      assertThat(server.client().login("demo@catalogador.local", "demo-1234").code())
          .isEqualTo("too_many_attempts");
      Answer odd = server.client().login("d\u00e9mo@catalogador.local", "demo-1234");
      assertThat(odd.code()).isEqualTo("invalid_parameter");
      assertThat(odd.json().getString("field")).isEqualTo("email");
      assertThat(odd.text()).doesNotContain("mo@");
    }
  }

  @Test
  void countsIpv6ClientsByNetwork() throws Exception {
    try (RunningServer server = RunningServer.start("auth.loginAttempts", "3")) {
      for (int i = 0; i < 3; i++) {
        server.client().with("X-Forwarded-For", ipv6(i)).login("demo@catalogador.local", "wrong");
      }

      assertThat(
              server
                  .client()
                  .with("X-Forwarded-For", ipv6(9))
                  .login("demo@catalogador.local", "demo-1234")
                  .code())
          .isEqualTo("too_many_attempts");
      assertThat(
              server
                  .client()
                  .with("X-Forwarded-For", "2001:db8:7:2::1")
                  .login("demo@catalogador.local", "demo-1234")
                  .status())
          .isEqualTo(200);
    }
  }

  @Test
  void guessesOfOthersDoNotLockAKnownDevice() throws Exception {
    try (RunningServer server = RunningServer.start("auth.loginAttempts", "2")) {
      List<String> cookies =
          server
              .client()
              .login("demo@catalogador.local", "demo-1234")
              .headers()
              .allValues("set-cookie");
      assertThat(cookies.get(0)).startsWith("catalogador_token=");
      assertThat(cookies.get(1))
          .startsWith("catalogador_visitor=")
          .contains("HTTPOnly", "SameSite=Strict", "Path=/api/v1/login", "Max-Age=7776000")
          .doesNotContain("demo");
      for (int i = 0; i < 10; i++) {
        server
            .client()
            .with("X-Forwarded-For", "10.0.0." + i)
            .login("demo@catalogador.local", "wrong");
      }
      assertThat(server.client().login("demo@catalogador.local", "demo-1234").code())
          .isEqualTo("busy");

      ApiClient own = server.client().with("Cookie", cookies.get(1).split(";")[0]);

      assertThat(own.login("demo@catalogador.local", "demo-1234").status()).isEqualTo(200);
      assertThat(own.login("user1@catalogador.local", "demo-1234").status()).isEqualTo(200);
    }
  }

  @Test
  void concurrentWrongPasswordsReachTheBrokerUpToTheLimitOnly() throws Exception {
    try (RunningServer server = RunningServer.start("auth.loginAttempts", "2")) {
      List<CompletableFuture<Answer>> flood = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        ApiClient attacker = server.client().with("X-Forwarded-For", "203.0.113.1");
        flood.add(attacker.loginLater("user" + i + "@catalogador.local", "wrong"));
      }
      long before = System.nanoTime();
      assertThat(server.client().login("user200@catalogador.local", "demo-1234").status())
          .isEqualTo(200);
      assertThat(Pulse.runSince(before)).isLessThan(Duration.ofSeconds(5));

      Map<String, Long> codes =
          flood.stream()
              .map(CompletableFuture::join)
              .collect(Collectors.groupingBy(Answer::code, Collectors.counting()));
      assertThat(Set.of("invalid_credentials", "busy", "too_many_attempts"))
          .containsAll(codes.keySet());
      assertThat(codes).containsEntry("invalid_credentials", 20L);
      assertThat(server.brokerRequests("login")).isEqualTo(21);
    }
  }

  @Test
  void limitsCorrectPasswordsAndSentCodesPerAccount() throws Exception {
    try (RunningServer server = RunningServer.start("auth.loginAttempts", "1")) {
      assertThat(server.client().login("demo-2fa@catalogador.local", "demo-1234").status())
          .isEqualTo(202);
      Answer busy = server.client().login("demo-2fa@catalogador.local", "demo-1234");
      assertThat(busy.status()).isEqualTo(503);
      assertThat(busy.code()).isEqualTo("busy");
      assertThat(Integer.parseInt(busy.header("Retry-After"))).isBetween(290, 300);
      assertThat(server.brokerRequests("verify")).isEqualTo(1);

      for (int i = 0; i < 5; i++) {
        ApiClient elsewhere = server.client().with("X-Forwarded-For", "10.0.0." + i);
        assertThat(elsewhere.login("user1@catalogador.local", "demo-1234").status()).isEqualTo(200);
      }
      assertThat(server.client().login("user1@catalogador.local", "demo-1234").code())
          .isEqualTo("busy");
    }
  }

  @Test
  void doesNotRepeatMistypedLoginFields() throws Exception {
    try (RunningServer server = RunningServer.start()) {
      Answer refused =
          server.client().post("/api/v1/login", "{\"email\":\"a@b\",\"pasword\":\"hunter2\"}");
      assertThat(refused.code()).isEqualTo("invalid_parameter");
      assertThat(refused.json().getString("field")).isEqualTo("pasword");
      assertThat(refused.json().getString("got")).isEqualTo("a text");

      assertThat(server.client().post("/api/v1/login?password=hunter2", "{}").text())
          .contains("invalid_parameter")
          .doesNotContain("hunter2");
    }
  }

  @Test
  void rejectsLoginsBeyondTheMaximumUntilALogout() throws Exception {
    try (RunningServer server = RunningServer.start("sessions.maximum", "2")) {
      ApiClient first = server.loggedIn("user1");
      server.loggedIn("user2");

      Answer full = server.client().login("user3@catalogador.local", "demo-1234");

      assertThat(full.status()).isEqualTo(503);
      assertThat(full.code()).isEqualTo("sessions_full");
      assertThat(full.header("Retry-After")).isEqualTo("60");
      first.post("/api/v1/logout", "");
      assertThat(server.client().login("user3@catalogador.local", "demo-1234").status())
          .isEqualTo(200);
    }
  }

  @Test
  void passivatesAnIdleSessionAndActivatesItOnTheNextRequest() throws Exception {
    try (RunningServer server = RunningServer.start("sessions.idle", "1s")) {
      ApiClient client = server.loggedIn("demo");
      assertThat(server.brokerRequests("authenticate")).isEqualTo(1);

      until(() -> server.brokerRequests("sockets") == 0);

      assertThat(client.get("/api/v1/session").status()).isEqualTo(200);
      assertThat(server.brokerRequests("login")).isEqualTo(1);
      assertThat(server.brokerRequests("authenticate")).isEqualTo(2);
    }
  }

  @Test
  void logsOutAnIdleSession() throws Exception {
    try (RunningServer server = RunningServer.start("sessions.idle", "1s")) {
      ApiClient client = server.loggedIn("demo");
      until(() -> server.brokerRequests("sockets") == 0);

      assertThat(client.post("/api/v1/logout", "").status()).isEqualTo(204);

      assertThat(client.get("/api/v1/session").code()).isEqualTo("session_ended");
      assertThat(server.brokerRequests("authenticate")).isEqualTo(1);
    }
  }

  private static int sessions(RunningServer server) {
    return await(Bus.of(server.vertx()).request(SessionDirectory.ADDRESS, new GetDirectoryState()))
        .live();
  }

  /** With a settable clock, so the second session is not passivated too early. */
  @Test
  @EnabledIf("br.com.catalogador.app.RunningServer#isInThisProcess")
  void doesNotActivateAnIdleSessionBeyondTheMaximum() throws Exception {
    SettableTime time = new SettableTime(Instant.now().getEpochSecond());
    try (RunningServer server =
        RunningServer.start(time, "sessions.idle", "1s", "sessions.maximum", "1")) {
      ApiClient first = server.loggedIn("user1");
      time.forward(Duration.ofSeconds(1));
      // Its socket closes before it makes room for another.
      until(() -> sessions(server) == 0);
      ApiClient second = server.loggedIn("user2");

      Answer full = first.get("/api/v1/session");
      assertThat(full.status()).isEqualTo(503);
      assertThat(full.code()).isEqualTo("sessions_full");

      second.post("/api/v1/logout", "");
      assertThat(first.get("/api/v1/session").status()).isEqualTo(200);
    }
  }

  @Test
  void reportsAnUnreachableBroker() throws Exception {
    try (RunningServer server =
        RunningServer.start(
            "broker.mode", "live",
            "auth.secret", SECRET,
            "broker.loginUrl", "http://127.0.0.1:1/v2/login")) {
      Answer answer = server.client().login("a@b.c", "x");

      assertThat(answer.status()).isEqualTo(502);
      assertThat(answer.code()).isEqualTo("broker_unavailable");
    }
  }

  @Test
  void lesson4ReportsATimeoutOfASilentBrokerWithinTheLimit() throws Exception {
    Vertx vertx = Vertx.vertx();
    NetServer silent =
        vertx
            .createNetServer()
            .connectHandler(socket -> {})
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get();
    try (RunningServer server =
        RunningServer.start(
            "broker.mode",
            "live",
            "auth.secret",
            SECRET,
            "broker.connectTimeout",
            "300ms",
            "broker.loginUrl",
            "http://127.0.0.1:" + silent.actualPort() + "/v2/login")) {
      Answer answer = server.client().login("a@b.c", "x");

      assertThat(answer.status()).isEqualTo(504);
      assertThat(answer.code()).isEqualTo("broker_timeout");
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get();
    }
  }
}
