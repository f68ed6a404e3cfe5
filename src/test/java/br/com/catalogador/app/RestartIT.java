package br.com.catalogador.app;

import static br.com.catalogador.support.Awaiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.app.ApiClient.Answer;
import br.com.catalogador.support.RedisServer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sessions in Redis while the server, the broker and Redis itself come and go. */
class RestartIT {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";
  private static final String NEXT_SECRET = "fedcba9876543210fedcba9876543210";
  private static final String SESSION = "/api/v1/session";
  private static final String ALERTS =
      "{\"alerts\":{\"sound\":true,\"notification\":false,\"secondsBefore\":15}}";

  private RedisServer redis;
  private SeparateBroker broker;
  private RunningServer server;

  @BeforeEach
  void start() throws Exception {
    redis = RedisServer.start();
    broker = SeparateBroker.start();
    server =
        broker.serve(
            "auth.secret", SECRET, "sessions.store", "redis", "sessions.redisUrl", redis.url());
  }

  @AfterEach
  void stop() {
    server.close();
    broker.close();
    redis.close();
  }

  private void killAndStartAgain(String... changed) throws Exception {
    server.kill();
    server = server.startAgain(changed);
  }

  private long requests(String name) throws Exception {
    return broker.control().requests(name);
  }

  private static String code(Answer answer) {
    assertThat(answer.status()).isEqualTo(401);
    return answer.code();
  }

  @Test
  void aTokenStaysValidAfterAKill() throws Exception {
    ApiClient demo = server.loggedIn("demo");
    assertThat(demo.put("/api/v1/preferences", ALERTS).status()).isEqualTo(200);
    JsonObject user = demo.get(SESSION).json().getJsonObject("user");

    killAndStartAgain();

    Answer session = demo.get(SESSION);
    assertThat(session.status()).isEqualTo(200);
    assertThat(session.json().getString("connection")).isEqualTo("CONNECTED");
    assertThat(session.json().getJsonObject("user")).isEqualTo(user);
    assertThat(session.json().getJsonObject("preferences")).isEqualTo(new JsonObject(ALERTS));
    assertThat(demo.get("/api/v1/catalog?asset=EURUSD-OTC&quadrants=10").status()).isEqualTo(200);
    assertThat(requests("login")).isEqualTo(1);
    assertThat(requests("sockets")).isEqualTo(1);
  }

  @Test
  void concurrentFirstRequestsOpenOneSocket() throws Exception {
    ApiClient demo = server.loggedIn("demo");
    killAndStartAgain();
    long before = requests("authenticate");

    List<CompletableFuture<Answer>> first =
        Stream.generate(() -> demo.getLater(SESSION)).limit(8).toList();

    assertThat(first).extracting(answer -> answer.join().status()).containsOnly(200);
    assertThat(requests("authenticate") - before).isEqualTo(1);
    assertThat(requests("sockets")).isEqualTo(1);
  }

  @Test
  void aLoggedOutSessionStaysEndedAfterARestart() throws Exception {
    ApiClient demo = server.loggedIn("demo");
    assertThat(demo.post("/api/v1/logout", "").status()).isEqualTo(204);

    killAndStartAgain();

    assertThat(code(demo.get(SESSION))).isEqualTo("session_ended");
    assertThat(requests("sockets")).isZero();
  }

  @Test
  void logoutWorksAsTheFirstRequestAfterARestart() throws Exception {
    ApiClient demo = server.loggedIn("demo");
    killAndStartAgain();

    assertThat(demo.post("/api/v1/logout", "").status()).isEqualTo(204);

    assertThat(code(demo.post("/api/v1/logout", ""))).isEqualTo("session_ended");
    assertThat(code(demo.get(SESSION))).isEqualTo("session_ended");
    assertThat(requests("authenticate")).isEqualTo(1);
  }

  @Test
  void aRefusedSsidAfterARestartEndsTheSession() throws Exception {
    ApiClient demo = server.loggedIn("demo");
    server.kill();
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
  void anUnreachableBrokerAfterARestartKeepsTheSession() throws Exception {
    ApiClient demo = server.loggedIn("demo");
    server.kill();
    broker.control().fault(new JsonObject().put("refuseConnections", true));
    server = server.startAgain();

    Answer unreachable = demo.get(SESSION);
    assertThat(unreachable.status()).isEqualTo(502);
    assertThat(unreachable.code()).isEqualTo("broker_unavailable");

    broker.control().noFaults();
    assertThat(demo.get(SESSION).status()).isEqualTo(200);
  }

  @Test
  void aLoginAfterARestartContinuesTheSession() throws Exception {
    ApiClient phone = server.loggedIn("demo");
    phone.put("/api/v1/preferences", ALERTS);
    killAndStartAgain();

    ApiClient laptop = server.loggedIn("demo");

    assertThat(laptop.get(SESSION).json().getJsonObject("preferences"))
        .isEqualTo(new JsonObject(ALERTS));
    assertThat(phone.get(SESSION).status()).isEqualTo(200);
    assertThat(requests("sockets")).isEqualTo(1);
    laptop.post("/api/v1/logout", "{\"all\":true}");
    assertThat(code(phone.get(SESSION))).isEqualTo("session_ended");
  }

  @Test
  void aChangedSecretReadsOldRecordsOnlyWithThePreviousOne() throws Exception {
    ApiClient demo = server.loggedIn("demo");
    killAndStartAgain("auth.secret", NEXT_SECRET, "auth.previousSecret", SECRET);

    assertThat(demo.get(SESSION).status()).isEqualTo(200);
    assertThat(requests("login")).isEqualTo(1);
    ApiClient renewed = server.loggedIn("demo");

    killAndStartAgain("auth.secret", NEXT_SECRET, "auth.previousSecret", NEXT_SECRET);
    assertThat(code(demo.get(SESSION))).isEqualTo("unauthorized");
    assertThat(renewed.get(SESSION).status()).isEqualTo(200);
  }

  @Test
  void redisContainsNothingReadable() throws Exception {
    Answer login = server.client().login("demo@catalogador.local", "demo-1234");
    String token = login.json().getString("token");
    server.loggedIn("user7");

    List<String> all = new ArrayList<>();
    for (String key : redis.command("KEYS *").split(" ")) {
      all.add(key + " " + redis.command("GET " + key));
    }

    String sub = login.json().getJsonObject("user").getString("id");
    String claims = new String(java.util.Base64.getUrlDecoder().decode(token.split("\\.")[1]));
    String sid = new JsonObject(claims).getString("sid");
    assertThat(all.stream().filter(value -> value.startsWith("catalogador:session:"))).hasSize(2);
    assertThat(String.join("\n", all))
        .doesNotContain(
            "demo-1234", "catalogador.local", "Demo", "ssid", "alerts", sid, token, sub + " ");
  }

  @Test
  void sessionsContinueWithoutRedisAndAreWrittenLater() throws Exception {
    ApiClient before = server.loggedIn("user1");
    ApiClient leaving = server.loggedIn("user2");
    redis.stop();

    ApiClient meanwhile = server.loggedIn("user1");
    assertThat(before.get(SESSION).status()).isEqualTo(200);
    assertThat(meanwhile.get(SESSION).status()).isEqualTo(200);
    assertThat(leaving.post("/api/v1/logout", "").status()).isEqualTo(204);
    assertThat(code(leaving.get(SESSION))).isEqualTo("session_ended");
    assertThat(ready().getString("status")).isEqualTo("DEGRADED");

    redis.restart();
    until(() -> !redis.command("KEYS catalogador:session:*").isEmpty());
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
    ApiClient phone = server.loggedIn("demo");
    phone.put("/api/v1/preferences", ALERTS);
    redis.pause();
    killAndStartAgain();

    ApiClient laptop = server.client();
    assertUnavailable(laptop.login("demo@catalogador.local", "demo-1234"));
    assertUnavailable(phone.get(SESSION));
    assertThat(requests("sockets")).as("of the login that was refused").isZero();

    redis.resume();
    until(() -> laptop.login("demo@catalogador.local", "demo-1234").status() == 200);
    assertThat(phone.get(SESSION).json().getJsonObject("preferences"))
        .isEqualTo(new JsonObject(ALERTS));
    assertThat(requests("sockets")).isEqualTo(1);
  }

  private static void assertUnavailable(Answer answer) {
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.code()).isEqualTo("store_unavailable");
    assertThat(answer.json().getInteger("retryAfter")).isPositive();
  }
}
