package br.com.catalogador.app;

import static br.com.catalogador.support.Awaiting.await;
import static br.com.catalogador.support.Awaiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.app.ApiClient.Answer;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SelfSignedCertificate;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Two servers with one Redis and one broker: each server answers for sessions of both. */
class SeveralServersIT {
  private static final String SESSION = "/api/v1/session";
  private static final String CATALOG = "/api/v1/catalog?asset=EURUSD-OTC&quadrants=10";
  private static final String ALL = "{\"all\":true}";
  private static final String ALERTS =
      "{\"alerts\":{\"sound\":true,\"notification\":false,\"secondsBefore\":15}}";

  private static Vertx vertx;
  private static WebSocketClient sockets;
  private static TwoServers servers;

  /** A user who has logged in on one server and sends requests to both. */
  private record User(String id, String token) {
    static User login(RunningServer server, String name) {
      JsonObject login = server.client().login(name + "@catalogador.local", "demo-1234").json();
      return new User(login.getJsonObject("user").getString("id"), login.getString("token"));
    }

    ApiClient at(RunningServer server) {
      return server.client().with("Authorization", "Bearer " + token);
    }

    PageSocket page(RunningServer server) {
      return PageSocket.open(sockets, server, token);
    }

    String address(String topic) {
      return "user." + id + "." + topic;
    }
  }

  @BeforeAll
  static void start() throws Exception {
    vertx = Vertx.vertx();
    sockets = PageSocket.client(vertx);
    servers = TwoServers.start();
  }

  @AfterAll
  static void stop() {
    servers.close();
    vertx.close();
  }

  /** Restarts stopped servers, also after a failed test. */
  @AfterEach
  void startAgain() throws Exception {
    servers.startAgain();
  }

  private static long requests(String name) throws Exception {
    return servers.broker().requests(name);
  }

  @Test
  void aRecordingIsStartedAndDownloadedThroughEitherServer() {
    User user = User.login(servers.first(), "user60");
    ApiClient elsewhere = user.at(servers.second());

    elsewhere.post("/api/v1/recording", null);
    user.at(servers.first()).get(CATALOG);
    assertThat(user.at(servers.first()).get("/api/v1/recording").json().getString("state"))
        .isEqualTo("running");
    elsewhere.post("/api/v1/recording/stop", null);

    Answer file = elsewhere.get("/api/v1/recording/file");
    assertThat(file.status()).isEqualTo(200);
    assertThat(file.text())
        .contains("get-candles")
        .isEqualTo(user.at(servers.first()).get("/api/v1/recording/file").text());
  }

  @Test
  void acceptsATokenOfTheOtherServer() throws Exception {
    long before = requests("sockets");
    User user = User.login(servers.first(), "user1");

    Answer here = user.at(servers.first()).get(SESSION);
    Answer there = user.at(servers.second()).get(SESSION);

    assertThat(there.status()).isEqualTo(200);
    assertThat(there.json().getString("connectionSince"))
        .isEqualTo(here.json().getString("connectionSince"));
    assertThat(user.at(servers.second()).get(CATALOG).status()).isEqualTo(200);
    assertThat(user.at(servers.second()).get("/api/v1/catalog?asset=NOSUCH").code())
        .isEqualTo("asset_unknown");
    assertThat(user.at(servers.second()).put("/api/v1/preferences", ALERTS).status())
        .isEqualTo(200);
    assertThat(user.at(servers.first()).get(SESSION).json().getJsonObject("preferences"))
        .isEqualTo(new JsonObject(ALERTS));
    assertThat(requests("sockets")).isEqualTo(before + 1);
  }

  @Test
  void aLoginOnTheOtherServerContinuesTheSession() throws Exception {
    long before = requests("sockets");
    User phone = User.login(servers.first(), "user2");
    phone.at(servers.first()).put("/api/v1/preferences", ALERTS);

    User laptop = User.login(servers.second(), "user2");

    assertThat(laptop.at(servers.second()).get(SESSION).json().getJsonObject("preferences"))
        .isEqualTo(new JsonObject(ALERTS));
    until(() -> requests("sockets") == before + 1);
    assertThat(laptop.at(servers.second()).post("/api/v1/logout", ALL).status()).isEqualTo(204);
    assertThat(phone.at(servers.first()).get(SESSION).code()).isEqualTo("session_ended");
    assertThat(phone.at(servers.second()).get(SESSION).code()).isEqualTo("session_ended");
    assertThat(phone.at(servers.second()).post("/api/v1/logout", "").code())
        .isEqualTo("session_ended");
    until(() -> requests("sockets") == before);
  }

  @Test
  void aLoginOnTheBrokersPageComesBackToTheOtherServerOnce() throws Exception {
    long before = requests("sockets");
    OAuthVisit visit = OAuthVisit.allowed(servers.first());

    Answer back = visit.back(servers.second());

    User demo = new User("", OAuthVisit.token(back));
    assertThat(OAuthVisit.failure(back)).isNull();
    assertThat(demo.at(servers.second()).get(SESSION).status()).isEqualTo(200);
    assertThat(demo.at(servers.first()).get(SESSION).status()).isEqualTo(200);
    long exchanges = requests("token");
    assertThat(OAuthVisit.failure(visit.back(servers.second()))).isEqualTo("oauth_used");
    assertThat(requests("token")).isEqualTo(exchanges);
    // The first server does not know that the attempt was used, but the broker does.
    assertThat(OAuthVisit.failure(visit.back(servers.first()))).isEqualTo("oauth_code_refused");
    assertThat(requests("token")).isEqualTo(exchanges + 1);
    assertThat(demo.at(servers.first()).post("/api/v1/logout", "").status()).isEqualTo(204);
    until(() -> requests("sockets") == before);
  }

  @Test
  void aPageReceivesUpdatesOfASessionOnTheOtherServer() throws Exception {
    User user = User.login(servers.first(), "user3");
    try (PageSocket page = user.page(servers.second())) {
      page.register(user.address("connection"));
      page.register(user.address("ranking"));
      page.register(user.address("catalog"));
      assertThat(page.nextBody(user.address("connection")).getString("connection"))
          .isEqualTo("CONNECTED");

      servers.broker().balance("user3", 77);
      assertThat(
              page.nextBody(user.address("connection"))
                  .getJsonObject("balance")
                  .getDouble("amount"))
          .isEqualTo(77);

      new RankingClient(user.at(servers.second())).run("EURUSD-OTC", "GBPUSD-OTC");
      page.next(
          message ->
              user.address("ranking").equals(message.getString("address"))
                  && message.getJsonObject("body").getString("status").equals("DONE"));

      JsonObject watched =
          page.ask(user.address("watch"), new JsonObject().put("asset", "EURUSD-OTC"));
      assertThat(watched.getString("type")).as(watched.encode()).isEqualTo("rec");
      page.next(
          message ->
              user.address("catalog").equals(message.getString("address"))
                  && message.getJsonObject("body").containsKey("running"));
    }
  }

  @Test
  void aLogoutClosesPagesOnTheOtherServer() throws Exception {
    long before = requests("sockets");
    User user = User.login(servers.first(), "user4");
    PageSocket page = user.page(servers.second());
    page.register(user.address("connection"));
    page.nextBody(user.address("connection"));

    assertThat(user.at(servers.first()).post("/api/v1/logout", "").status()).isEqualTo(204);

    assertThat(page.closed()).isEqualTo(4401);
    until(() -> requests("sockets") == before);
  }

  @Test
  @DisabledIf(
      value = "br.com.catalogador.app.RunningServer#isInThisProcess",
      disabledReason = "a server in the process of the tests cannot be frozen without them")
  void aSuspendedServerRemovesSessionsThatTheOtherHasClaimed() throws Exception {
    User user = User.login(servers.first(), "user9");
    long before = requests("sockets");

    servers.first().freeze();
    long begin = System.nanoTime();
    try {
      // Until the frozen server has left the cluster, requests for it fail with BUSY.
      until(() -> answersInTime(user.at(servers.second()).get(SESSION), begin));
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(15));
    } finally {
      servers.first().thaw();
    }
    User again = User.login(servers.second(), "user9");
    long thawed = System.nanoTime();
    servers.startAgain();
    until(() -> requests("sockets") == before);
    Duration merged = Duration.ofNanos(System.nanoTime() - thawed);
    System.out.println("it was one of the cluster again after " + merged.toMillis() + " ms");
    assertThat(again.at(servers.first()).get(SESSION).json().getString("connectionSince"))
        .isEqualTo(user.at(servers.second()).get(SESSION).json().getString("connectionSince"));
  }

  private static boolean answersInTime(Answer answer, long begin) {
    System.out.printf("%d after %d ms%n", answer.status(), (System.nanoTime() - begin) / 1_000_000);
    if (answer.status() != 200) {
      assertThat(answer.status()).as(answer.text()).isEqualTo(503);
      assertThat(answer.header("Retry-After")).isNotNull();
    }
    return answer.status() == 200;
  }

  @Test
  @EnabledIf("br.com.catalogador.app.Nginx#isThere")
  void behindNginxNoRequestHasToComeBackToTheSameServer(@TempDir Path folder) throws Exception {
    User user = User.login(servers.first(), "user10");
    SelfSignedCertificate certificate = SelfSignedCertificate.create("localhost");
    WebClientOptions tls =
        new WebClientOptions().setSsl(true).setTrustOptions(certificate.trustOptions());
    WebClient web = WebClient.create(vertx, tls);
    try (Nginx nginx =
        Nginx.start(
            folder,
            URI.create(servers.first().url()).getPort(),
            URI.create(servers.second().url()).getPort(),
            certificate.certificatePath(),
            certificate.privateKeyPath())) {
      for (int i = 0; i < 8; i++) {
        assertThat(status(web, nginx, user)).isEqualTo(200);
      }
      servers.first().kill();
      for (int i = 0; i < 8; i++) {
        assertThat(status(web, nginx, user)).isEqualTo(200);
      }
    } finally {
      web.close();
      certificate.delete();
    }
  }

  private static int status(WebClient web, Nginx nginx, User user) {
    return await(
            web.get(nginx.httpsPort(), "localhost", SESSION)
                .putHeader("Authorization", "Bearer " + user.token())
                .send())
        .statusCode();
  }

  @Test
  void healthShowsTheNumberOfServers() {
    assertThat(TwoServers.members(servers.first())).isEqualTo(2);
    assertThat(servers.second().management().get("/metrics").text())
        .contains("catalogador_cluster_members 2.0");
  }

  @Test
  void concurrentFirstRequestsOnBothServersOpenOneSocket() throws Exception {
    User user = User.login(servers.first(), "user5");
    servers.first().kill();
    servers.second().kill();
    servers.startAgain();
    long before = requests("authenticate");

    List<ApiClient> clients = List.of(user.at(servers.first()), user.at(servers.second()));
    List<CompletableFuture<Answer>> first =
        IntStream.range(0, 16).mapToObj(i -> clients.get(i % 2).getLater(SESSION)).toList();

    assertThat(first).extracting(answer -> answer.join().status()).containsOnly(200);
    assertThat(requests("authenticate") - before).isEqualTo(1);
    assertThat(requests("sockets")).isEqualTo(1);
  }

  @Test
  void theOtherServerContinuesTheSessionsOfAStoppedServer() throws Exception {
    User user = User.login(servers.first(), "user6");
    assertThat(user.at(servers.second()).get(SESSION).status()).isEqualTo(200);
    long logins = requests("login");

    CompletableFuture<Void> stopping = CompletableFuture.runAsync(servers.first()::close);
    while (!stopping.isDone()) {
      assertThat(user.at(servers.second()).get(SESSION).status()).isEqualTo(200);
    }
    stopping.join();

    assertThat(user.at(servers.second()).get(SESSION).json().getString("connection"))
        .isEqualTo("CONNECTED");
    assertThat(requests("login")).isEqualTo(logins);
    servers.startAgain();
    assertThat(user.at(servers.first()).get(SESSION).status()).isEqualTo(200);
  }

  @Test
  void theOtherServerContinuesTheSessionsOfADeadServerWithinTenSeconds() throws Exception {
    User user = User.login(servers.first(), "user7");
    User other = User.login(servers.first(), "user8");
    try (PageSocket page = user.page(servers.second())) {
      page.register(user.address("connection"));
      page.nextBody(user.address("connection"));

      servers.first().kill();
      long begin = System.nanoTime();
      Answer answer = other.at(servers.second()).get(CATALOG);
      Duration took = Duration.ofNanos(System.nanoTime() - begin);

      System.out.println("served by the other server after " + took.toMillis() + " ms");
      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
      assertThat(took).isLessThan(Duration.ofSeconds(10));
      // No request is sent for this user: the listening page activates the session.
      page.next(
          message ->
              user.address("connection").equals(message.getString("address"))
                  && message.getJsonObject("body").getString("connection").equals("CONNECTED"));
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
    }
    servers.startAgain();
    assertThat(other.at(servers.first()).get(CATALOG).status()).isEqualTo(200);
  }
}
