package br.com.catalogador.app;

import static br.com.catalogador.support.Awaiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.app.ApiClient.Answer;
import br.com.catalogador.support.RedisServer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * Sessions in Redis during restarts and outages of server, broker and Redis. A start of the jar
 * takes seconds, so one restart is shared by all tests of users who logged in before it. Each test
 * has its own users.
 */
class RestartIT {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";
  private static final String NEXT_SECRET = "fedcba9876543210fedcba9876543210";
  private static final String SESSION = "/api/v1/session";
  private static final String ALERTS =
      "{\"alerts\":{\"sound\":true,\"notification\":false,\"secondsBefore\":15}}";

  private static RedisServer redis;
  private static SeparateBroker broker;
  private static RunningServer server;

  private static ApiClient staying;
  private static JsonObject user;
  private static ApiClient impatient;
  private static ApiClient gone;
  private static ApiClient leaving;
  private static ApiClient unlucky;
  private static ApiClient phone;

  @BeforeAll
  static void restartWithUsersLoggedIn() throws Exception {
    redis = RedisServer.start();
    broker = SeparateBroker.start();
    server =
        broker.serve(
            "auth.secret", SECRET, "sessions.store", "redis", "sessions.redisUrl", redis.url());
    staying = server.loggedIn("user1");
    assertThat(staying.put("/api/v1/preferences", ALERTS).status()).isEqualTo(200);
    user = staying.get(SESSION).json().getJsonObject("user");
    impatient = server.loggedIn("user2");
    gone = server.loggedIn("user3");
    assertThat(gone.post("/api/v1/logout", "").status()).isEqualTo(204);
    leaving = server.loggedIn("user4");
    unlucky = server.loggedIn("user5");
    phone = server.loggedIn("user6");
    phone.put("/api/v1/preferences", ALERTS);

    killAndStartAgain();
  }

  @AfterAll
  static void stop() {
    server.close();
    broker.close();
    redis.close();
  }

  @AfterEach
  void noFaults() throws Exception {
    broker.control().noFaults();
  }

  private static void kill() throws Exception {
    server.kill();
    until(() -> requests("sockets") == 0);
  }

  private static void killAndStartAgain(String... changed) throws Exception {
    kill();
    server = server.startAgain(changed);
  }

  private static long requests(String name) throws Exception {
    return broker.control().requests(name);
  }

  private static String code(Answer answer) {
    assertThat(answer.status()).isEqualTo(401);
    return answer.code();
  }

  @Test
  void aTokenStaysValidAfterAKill() throws Exception {
    long logins = requests("login");
    long sockets = requests("sockets");

    Answer session = staying.get(SESSION);

    assertThat(session.status()).isEqualTo(200);
    assertThat(session.json().getString("connection")).isEqualTo("CONNECTED");
    assertThat(session.json().getJsonObject("user")).isEqualTo(user);
    assertThat(session.json().getJsonObject("preferences")).isEqualTo(new JsonObject(ALERTS));
    assertThat(staying.get("/api/v1/catalog?asset=EURUSD-OTC&quadrants=10").status())
        .isEqualTo(200);
    assertThat(requests("login")).isEqualTo(logins);
    assertThat(requests("sockets")).isEqualTo(sockets + 1);
  }

  @Test
  void concurrentFirstRequestsOpenOneSocket() throws Exception {
    long before = requests("authenticate");
    long sockets = requests("sockets");

    List<CompletableFuture<Answer>> first =
        Stream.generate(() -> impatient.getLater(SESSION)).limit(8).toList();

    assertThat(first).extracting(answer -> answer.join().status()).containsOnly(200);
    assertThat(requests("authenticate") - before).isEqualTo(1);
    assertThat(requests("sockets")).isEqualTo(sockets + 1);
  }

  @Test
  void aLoggedOutSessionStaysEndedAfterARestart() throws Exception {
    long sockets = requests("sockets");

    assertThat(code(gone.get(SESSION))).isEqualTo("session_ended");

    assertThat(requests("sockets")).isEqualTo(sockets);
  }

  @Test
  void logoutWorksAsTheFirstRequestAfterARestart() throws Exception {
    long before = requests("authenticate");
    long sockets = requests("sockets");

    assertThat(leaving.post("/api/v1/logout", "").status()).isEqualTo(204);

    assertThat(code(leaving.post("/api/v1/logout", ""))).isEqualTo("session_ended");
    assertThat(code(leaving.get(SESSION))).isEqualTo("session_ended");
    assertThat(requests("authenticate")).isEqualTo(before);
    assertThat(requests("sockets")).isEqualTo(sockets);
  }

  @Test
  void anUnreachableBrokerAfterARestartKeepsTheSession() throws Exception {
    broker.control().fault(new JsonObject().put("refuseConnections", true));

    Answer unreachable = unlucky.get(SESSION);
    assertThat(unreachable.status()).isEqualTo(502);
    assertThat(unreachable.code()).isEqualTo("broker_unavailable");

    broker.control().noFaults();
    assertThat(unlucky.get(SESSION).status()).isEqualTo(200);
  }

  @Test
  void aLoginAfterARestartContinuesTheSession() throws Exception {
    long sockets = requests("sockets");

    ApiClient laptop = server.loggedIn("user6");

    assertThat(laptop.get(SESSION).json().getJsonObject("preferences"))
        .isEqualTo(new JsonObject(ALERTS));
    assertThat(phone.get(SESSION).status()).isEqualTo(200);
    until(() -> requests("sockets") == sockets + 1);
    laptop.post("/api/v1/logout", "{\"all\":true}");
    assertThat(code(phone.get(SESSION))).isEqualTo("session_ended");
    until(() -> requests("sockets") == sockets);
  }

  private static Set<String> records() {
    return Set.of(redis.command("KEYS catalogador:session:*").split(" "));
  }

  @Test
  void redisContainsNothingReadable() throws Exception {
    Set<String> before = records();
    Answer login = server.client().login("demo@catalogador.local", "demo-1234");
    String token = login.json().getString("token");
    server.loggedIn("user7");

    List<String> all = new ArrayList<>();
    for (String key : redis.command("KEYS *").split(" ")) {
      boolean isText = redis.command("TYPE " + key).equals("string");
      all.add(key + " " + redis.command((isText ? "GET %s" : "XRANGE %s - +").formatted(key)));
    }

    String sub = login.json().getJsonObject("user").getString("id");
    String claims = new String(java.util.Base64.getUrlDecoder().decode(token.split("\\.")[1]));
    String sid = new JsonObject(claims).getString("sid");
    assertThat(records()).containsAll(before).hasSize(before.size() + 2);
    assertThat(String.join("\n", all))
        .doesNotContain(
            "demo-1234", "catalogador.local", "Demo", "ssid", "alerts", sid, token, sub + " ");
  }

  /**
   * Tests that change more than the restart does, each with a restart of its own. JUnit runs them
   * after the tests above, whose sessions they would end.
   */
  @Nested
  class WithOtherChanges {
    @Test
    void aRefusedSsidAfterARestartEndsTheSession() throws Exception {
      ApiClient demo = server.loggedIn("demo");
      kill();
      broker.control().fault(new JsonObject().put("expireSsids", true));
      server = server.startAgain();

      Answer refused = demo.get(SESSION);

      assertThat(code(refused)).isEqualTo("session_ended");
      assertThat(refused.json().getString("detail")).contains("sessão terminou");
      long tried = requests("authenticate");
      assertThat(code(demo.get(SESSION))).isEqualTo("session_ended");
      assertThat(requests("authenticate")).as("the record is gone").isEqualTo(tried);
      assertThat(server.loggedIn("demo").get(SESSION).status()).isEqualTo(200);
    }

    @Test
    void aChangedSecretReadsOldRecordsOnlyWithThePreviousOne() throws Exception {
      ApiClient demo = server.loggedIn("user8");
      long logins = requests("login");
      killAndStartAgain("auth.secret", NEXT_SECRET, "auth.previousSecret", SECRET);

      assertThat(demo.get(SESSION).status()).isEqualTo(200);
      assertThat(requests("login")).isEqualTo(logins);
      ApiClient renewed = server.loggedIn("user8");

      killAndStartAgain("auth.secret", NEXT_SECRET, "auth.previousSecret", NEXT_SECRET);
      assertThat(code(demo.get(SESSION))).isEqualTo("unauthorized");
      assertThat(renewed.get(SESSION).status()).isEqualTo(200);
    }

    @Test
    void sessionsContinueWithoutRedisAndAreWrittenLater() throws Exception {
      ApiClient leaving = server.loggedIn("user9");
      Set<String> others = records();
      ApiClient before = server.loggedIn("user10");
      Set<String> own = new HashSet<>(records());
      own.removeAll(others);
      redis.stop();

      ApiClient meanwhile = server.loggedIn("user10");
      assertThat(before.get(SESSION).status()).isEqualTo(200);
      assertThat(meanwhile.get(SESSION).status()).isEqualTo(200);
      assertThat(leaving.post("/api/v1/logout", "").status()).isEqualTo(204);
      assertThat(code(leaving.get(SESSION))).isEqualTo("session_ended");
      assertThat(ready().getString("status")).isEqualTo("DEGRADED");

      redis.restart();
      until(() -> records().containsAll(own));
      assertThat(ready().getString("status")).isEqualTo("UP");
      killAndStartAgain();
      assertThat(before.get(SESSION).status()).isEqualTo(200);
      assertThat(meanwhile.get(SESSION).status()).isEqualTo(200);
      assertThat(code(leaving.get(SESSION))).isEqualTo("session_ended");
    }

    private JsonObject ready() {
      return server.management().get("/health/ready").json();
    }

    @Test
    void aLoginWithoutRedisFailsAndDoesNotReplaceAStoredSession() throws Exception {
      ApiClient phone = server.loggedIn("user11");
      assertThat(phone.put("/api/v1/preferences", ALERTS).status()).isEqualTo(200);
      redis.pause();
      killAndStartAgain();

      ApiClient laptop = server.client();
      assertUnavailable(laptop.login("user11@catalogador.local", "demo-1234"));
      assertUnavailable(phone.get(SESSION));
      // The socket of the login that was refused is closed beside the answer.
      until(() -> requests("sockets") == 0);

      redis.resume();
      until(() -> laptop.login("user11@catalogador.local", "demo-1234").status() == 200);
      assertThat(phone.get(SESSION).json().getJsonObject("preferences"))
          .isEqualTo(new JsonObject(ALERTS));
      until(() -> requests("sockets") == 1);
    }

    private static void assertUnavailable(Answer answer) {
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.code()).isEqualTo("store_unavailable");
      assertThat(answer.json().getInteger("retryAfter")).isPositive();
    }
  }
}
