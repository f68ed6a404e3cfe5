package br.com.catalogador.app;

import static br.com.catalogador.support.Awaiting.await;
import static br.com.catalogador.support.Awaiting.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import br.com.catalogador.app.ApiClient.Answer;
import br.com.catalogador.support.RecordedLog;
import br.com.catalogador.web.HttpVerticle;
import ch.qos.logback.classic.Level;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The shutdown of the server. */
class ShutdownIT {
  private static final Duration LIMIT = Duration.ofSeconds(15);

  /** Close code of the sockets of pages: 4000 plus status 503. */
  private static final int TRY_AGAIN = 4503;

  private static final String SECRET = "0123456789abcdef0123456789abcdef";
  private static final String CATALOG = "/api/v1/catalog?asset=EURUSD-OTC&quadrants=10";

  private static SeparateBroker broker;

  private RunningServer server;
  private ApiClient user;

  /** Number of candle requests at the broker before the test. */
  private long asked;

  @BeforeAll
  static void startBroker() {
    broker = SeparateBroker.start();
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void start() throws Exception {
    server = broker.serve("broker.requestTimeout", "60s", "auth.secret", SECRET);
    user = server.loggedIn("demo");
    asked = asked();
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
    broker.control().noFaults();
  }

  private static long asked() throws Exception {
    return broker.control().requests("get-candles");
  }

  @Test
  void finishesRequestsInFlightAndRejectsNewConnections() throws Exception {
    // Halfway through the time that requests in flight have.
    broker
        .control()
        .fault(new JsonObject().put("latency", HttpVerticle.DRAIN_TIMEOUT.toMillis() / 2));
    CompletableFuture<Answer> underWay = user.getLater(CATALOG);
    until(() -> asked() > asked);

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
  void closesTheBrokerSockets() throws Exception {
    assertThat(broker.control().requests("sockets")).isEqualTo(1);

    server.close();

    until(() -> broker.control().requests("sockets") == 0);
  }

  @Test
  void waitsForAHangingRequestUntilTheTimeout() throws Exception {
    RecordedLog log = RecordedLog.of("br.com.catalogador");
    broker.control().fault(new JsonObject().put("silent", JsonArray.of("get-candles")));
    CompletableFuture<Answer> underWay = user.getLater(CATALOG);
    until(() -> asked() > asked);
    long begin = System.nanoTime();

    server.close();

    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isBetween(HttpVerticle.DRAIN_TIMEOUT, LIMIT);
    assertThatThrownBy(underWay::join).isInstanceOf(CompletionException.class);
    if (RunningServer.isInThisProcess()) {
      assertThat(log.from(Level.INFO))
          .containsSubsequence(
              "stopping; requests in flight have 10 s",
              "waiting for 1 requests in flight",
              "1 requests were cut by the stop");
    }
    log.close();
  }

  @Test
  void closesOpenPagesAtOnce() throws Exception {
    JsonObject login = server.client().login("demo@catalogador.local", "demo-1234").json();
    String address = "user." + login.getJsonObject("user").getString("id") + ".connection";
    Vertx vertx = Vertx.vertx();
    try (PageSocket page =
        PageSocket.open(PageSocket.client(vertx), server, login.getString("token"))) {
      page.register(address);
      assertThat(page.nextBody(address).getString("connection")).isEqualTo("CONNECTED");
      long begin = System.nanoTime();

      server.close();

      assertThat(page.closed()).isEqualTo(TRY_AGAIN);
      assertThat(Duration.ofNanos(System.nanoTime() - begin))
          .isLessThan(HttpVerticle.DRAIN_TIMEOUT);
    } finally {
      await(vertx.close());
    }
  }

  private boolean doorIsShut() {
    try {
      server.client().get("/");
      return false;
    } catch (CompletionException e) {
      return e.getCause() instanceof ConnectException;
    }
  }
}
