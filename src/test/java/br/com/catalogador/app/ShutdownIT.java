package br.com.catalogador.app;

import static br.com.catalogador.support.Awaiting.await;
import static br.com.catalogador.support.Awaiting.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import br.com.catalogador.app.ApiClient.Answer;
import br.com.catalogador.simulator.SimulatorVerticle;
import br.com.catalogador.support.Ports;
import br.com.catalogador.web.HttpVerticle;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How the server goes when it is told to, and what it says when it cannot come. */
class ShutdownIT {
  private static final Duration LIMIT = Duration.ofSeconds(15);

  /** What a page's socket is closed with: 4000 and the status that asks to come again. */
  private static final int TRY_AGAIN = 4503;

  private static final String CATALOG = "/api/v1/catalog?asset=EURUSD-OTC&quadrants=10";

  /** Only its broker is used, which so outlives the server. */
  private RunningServer other;

  private RunningServer server;
  private ApiClient user;

  @BeforeEach
  void start() throws Exception {
    other = RunningServer.start();
    String broker = other.simulatorUrl();
    server =
        RunningServer.start(
            "broker.mode",
            "live",
            "broker.socketUrl",
            broker.replace("http:", "ws:") + SimulatorVerticle.SOCKET_PATH,
            "broker.loginUrl",
            broker + SimulatorVerticle.LOGIN_PATH,
            "broker.twoFactorUrl",
            broker + SimulatorVerticle.TWO_FACTOR_PATH,
            "broker.requestTimeout",
            "60s",
            "auth.secret",
            "0123456789abcdef0123456789abcdef");
    user = server.loggedIn("demo");
  }

  @AfterEach
  void stop() {
    server.close();
    other.close();
  }

  @Test
  void aRequestUnderWayGetsItsAnswerWhileNewOnesFindTheDoorShut() throws Exception {
    other.fault(new JsonObject().put("latency", 3500));
    CompletableFuture<Answer> underWay = user.getLater(CATALOG);
    until(() -> other.brokerRequests("get-candles") > 0);

    CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::close);
    until(this::doorIsShut);
    Answer ready = server.management().get("/health/ready");

    assertThat(ready.status()).isEqualTo(503);
    assertThat(ready.json().getJsonObject("parts").getJsonObject("http").getString("status"))
        .isEqualTo("DOWN");
    assertThat(underWay.join().status()).isEqualTo(200);
    assertThat(underWay.join().json().getJsonArray("rows")).hasSize(10);
    stopped.join();
  }

  @Test
  void theBrokersSocketsAreClosed() throws Exception {
    assertThat(other.brokerRequests("sockets")).isEqualTo(1);

    server.close();

    until(() -> other.brokerRequests("sockets") == 0);
  }

  @Test
  void aRequestThatDoesNotEndHoldsTheServerUpForItsLimitAndNoLonger() throws Exception {
    other.fault(new JsonObject().put("silent", JsonArray.of("get-candles")));
    CompletableFuture<Answer> underWay = user.getLater(CATALOG);
    until(() -> other.brokerRequests("get-candles") > 0);
    long begin = System.nanoTime();

    server.close();

    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isBetween(HttpVerticle.LAST_REQUESTS, LIMIT);
    assertThatThrownBy(underWay::join).isInstanceOf(CompletionException.class);
  }

  @Test
  void anOpenPageIsSentAwayAndHoldsNothingUp() throws Exception {
    JsonObject login = server.client().login("demo@catalogador.local", "demo-1234").json();
    String address = "user." + login.getJsonObject("user").getString("id") + ".connection";
    Vertx vertx = Vertx.vertx();
    try (Page page = Page.open(Page.client(vertx), server, login.getString("token"))) {
      page.register(address);
      assertThat(page.told(address).getString("connection")).isEqualTo("CONNECTED");
      long begin = System.nanoTime();

      server.close();

      assertThat(page.closed()).isEqualTo(TRY_AGAIN);
      assertThat(Duration.ofNanos(System.nanoTime() - begin))
          .isLessThan(HttpVerticle.LAST_REQUESTS);
    } finally {
      await(vertx.close());
    }
  }

  @Test
  void aPortThatIsTakenIsToldWithTheKeyThatNamesIt() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      for (String key : new String[] {"http.port", "http.managementPort"}) {
        assertIsTold(key, port);
      }
    }
  }

  @Test
  void aPortForTheOtherServersThatIsTakenIsToldSoToo() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String clusterPort = Integer.toString(Ports.free());

      assertIsTold(
          "cluster.busPort",
          Integer.toString(taken.getLocalPort()),
          "cluster.enabled",
          "true",
          "cluster.port",
          clusterPort,
          "cluster.members",
          "127.0.0.1:" + clusterPort,
          "broker.mode",
          "live",
          "sessions.store",
          "redis",
          "sessions.redisUrl",
          "redis://127.0.0.1:1",
          "auth.secret",
          "0123456789abcdef0123456789abcdef");
    }
  }

  private static void assertIsTold(String key, String port, String... others) {
    String[] settings =
        Stream.concat(Stream.of(key, port), Stream.of(others)).toArray(String[]::new);
    assertThatThrownBy(() -> RunningServer.start(settings))
        .hasMessageContaining(
            "cannot listen on 127.0.0.1:" + port + " (" + key + "): Address already in use")
        .hasMessageContaining(RunningServer.isInThisProcess() ? "" : "ended with 1");
  }

  private boolean doorIsShut() {
    try {
      server.client().get("/");
      return false;
    } catch (CompletionException refused) {
      return refused.getCause() instanceof ConnectException;
    }
  }
}
