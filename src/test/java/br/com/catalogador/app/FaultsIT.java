package br.com.catalogador.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import br.com.catalogador.app.ApiClient.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Behavior during faults of the broker, and the recovery from them. */
class FaultsIT {
  private static final Duration LONGEST_RECOVERY = Duration.ofSeconds(15);

  /** A check is a request, whose work would slow down what it waits for. */
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
  private RunningServer server;
  private ApiClient demo;

  @BeforeEach
  void start() throws Exception {
    serve();
  }

  private void serve(String... settings) throws Exception {
    server = RunningServer.start(() -> Clock.systemUTC().instant().plus(ahead.get()), settings);
    demo = server.loggedIn("demo");
  }

  /**
   * The broker has longer for an answer than a client waits: what waited for one that does not come
   * would fail.
   */
  private void serveWithPatience() throws Exception {
    server.close();
    serve("broker.requestTimeout", "60s");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String connection() {
    return demo.get("/api/v1/session").json().getString("connection");
  }

  private Answer catalog(String asset) {
    return demo.get("/api/v1/catalog?quadrants=10&asset=" + asset);
  }

  /** Waits until a condition holds; returns the duration. */
  private static Duration until(BooleanSupplier wanted) {
    long begin = System.nanoTime();
    while (!wanted.getAsBoolean()) {
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(LONGEST_RECOVERY);
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private static void report(String fault, Duration recovery) {
    System.out.println(fault + ": recovered after " + recovery.toMillis() + " ms");
  }

  @Test
  void anIdleLinkReconnectsWithoutANewLogin() throws Exception {
    long logins = server.brokerRequests("login");
    server.fault(new JsonObject().put("refuseConnections", true).put("dropSockets", true));

    until(() -> connection().equals("RECONNECTING"));
    server.noFaults();
    report("cut while idle", until(() -> connection().equals("CONNECTED")));

    assertThat(catalog("EURUSD-OTC").status()).isEqualTo(200);
    assertThat(server.brokerRequests("login")).isEqualTo(logins);
    until(() -> requests("sockets") == 1);
  }

  @Test
  void aRequestFailsAtOnceWhenTheLinkIsCutAndTheNextSucceeds() throws Exception {
    serveWithPatience();
    server.fault(new JsonObject().put("silent", new JsonArray().add("get-candles")));
    CompletableFuture<Answer> underWay =
        demo.getLater("/api/v1/catalog?asset=EURUSD-OTC&quadrants=10");
    until(() -> candleRequests() == 1);

    server.fault(new JsonObject().put("dropSockets", true));
    Answer told = underWay.join();
    server.noFaults();

    assertThat(told.status()).isEqualTo(502);
    assertThat(told.code()).isEqualTo("broker_unavailable");
    // The request waits for the new socket.
    report("cut mid-request", until(() -> catalog("EURUSD-OTC").status() == 200));
  }

  @Test
  void aLogoutFailsPendingRequestsAtOnce() throws Exception {
    serveWithPatience();
    server.fault(new JsonObject().put("silent", new JsonArray().add("get-candles")));
    CompletableFuture<Answer> underWay =
        demo.getLater("/api/v1/catalog?asset=EURUSD-OTC&quadrants=10");
    until(() -> candleRequests() == 1);

    assertThat(demo.post("/api/v1/logout", "").status()).isEqualTo(204);

    assertThat(underWay.join().code()).isEqualTo("session_ended");
  }

  private long candleRequests() {
    return requests("get-candles");
  }

  private long authentications() {
    return requests("authenticate");
  }

  private long requests(String name) {
    try {
      return server.brokerRequests(name);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @EnabledIf("inThisProcess")
  void reconnectsAfterSeventySecondsOfSilence() throws Exception {
    server.fault(new JsonObject().put("freeze", true));
    assertThat(connection()).isEqualTo("CONNECTED");

    ahead.set(Duration.ofSeconds(70));
    until(() -> connection().equals("RECONNECTING"));
    server.noFaults();

    report("frozen", until(() -> connection().equals("CONNECTED")));
    assertThat(catalog("EURUSD-OTC").status()).isEqualTo(200);
  }

  static boolean inThisProcess() {
    return RunningServer.isInThisProcess();
  }

  @Test
  void anExpiredSsidIsReportedAndANewLoginRecovers() throws Exception {
    server.fault(new JsonObject().put("expireSsids", true));

    report("expired ssid", until(() -> connection().equals("AUTH_FAILED")));
    assertThat(catalog("EURUSD-OTC").status()).isEqualTo(401);
    assertThat(catalog("EURUSD-OTC").code()).isEqualTo("session_ended");

    demo = server.loggedIn("demo");
    assertThat(connection()).isEqualTo("CONNECTED");
    assertThat(catalog("EURUSD-OTC").status()).isEqualTo(200);
    until(() -> requests("sockets") == 1);
  }

  @Test
  void aRefusedAssetDoesNotAffectOthers() throws Exception {
    server.fault(new JsonObject().put("statuses", new JsonObject().put("76", 4040)));

    Answer refused = catalog("EURUSD-OTC");

    assertThat(refused.status()).isEqualTo(502);
    assertThat(refused.code()).isEqualTo("broker_refused");
    assertThat(refused.json().getInteger("status")).isEqualTo(502);
    assertThat(refused.json().getInteger("brokerStatus")).isEqualTo(4040);
    List<String> others = otherAssets();
    assertThat(others).hasSizeGreaterThan(50);
    for (String asset : others) {
      assertThat(catalog(asset).status()).as(asset).isEqualTo(200);
    }
    server.noFaults();
    assertThat(catalog("EURUSD-OTC").status()).isEqualTo(200);
  }

  private List<String> otherAssets() {
    return demo.get("/api/v1/assets").json().getJsonArray("assets").stream()
        .map(asset -> ((JsonObject) asset).getString("symbol"))
        .filter(symbol -> !symbol.equals("EURUSD-OTC"))
        .toList();
  }

  @Test
  void tenSecondsOfGarbageAreIgnored() throws Exception {
    server.fault(new JsonObject().put("garbage", 40));
    long begin = System.nanoTime();
    int asked = 0;
    while (System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(10)) {
      String timeframe = new String[] {"60", "300", "900"}[asked % 3];
      Answer answer =
          demo.get("/api/v1/catalog?quadrants=10&asset=GBPUSD-OTC&timeframe=" + timeframe);
      assertThat(answer.status()).isEqualTo(200);
      asked++;
      LockSupport.parkNanos(5 * PAUSE_NANOS);
    }

    assertThat(connection()).isEqualTo("CONNECTED");
    assertThat(server.brokerRequests("authenticate")).isEqualTo(1);
  }

  @Test
  void followsABrokerClockAheadOnceItsCandlesConfirmIt() throws Exception {
    server.fault(new JsonObject().put("clockOffset", 90_000));

    until(
        () -> {
          catalog("EURUSD-OTC");
          return session().getLong("clockOffsetMs") > 80_000;
        });

    assertThat(session().getLong("clockOffsetMs")).isCloseTo(90_000, within(1_500L));
    long before = Clock.systemUTC().instant().getEpochSecond();
    long computedAt = catalog("EURUSD-OTC").json().getLong("computedAt");
    long after = Clock.systemUTC().instant().getEpochSecond();
    assertThat(computedAt).isBetween(before + 88, after + 92);
  }

  private JsonObject session() {
    return demo.get("/api/v1/session").json();
  }

  private void signOut(String form, boolean expire) throws Exception {
    JsonObject signOut = new JsonObject().put("form", form).put("expire", expire);
    server.fault(new JsonObject().put("signOut", signOut));
  }

  @Test
  void authenticatesAgainAfterASignOutWithoutACut() throws Exception {
    long logins = server.brokerRequests("login");
    signOut("refuse", false);

    assertThat(catalog("EURUSD-OTC").status()).isEqualTo(200);

    assertThat(server.brokerRequests("login")).isEqualTo(logins);
    assertThat(server.metrics().sum("catalogador_broker_reauthentications_total")).isEqualTo(1);
    until(() -> connection().equals("CONNECTED"));
  }

  @Test
  void reportsAFinalSignOutWithinSeconds() throws Exception {
    signOut("refuse", true);

    Answer told = catalog("EURUSD-OTC");

    assertThat(told.status()).isEqualTo(401);
    assertThat(told.code()).isEqualTo("session_ended");
    assertThat(connection()).isEqualTo("AUTH_FAILED");
  }

  @Test
  void reportsAPushedSignOutWithoutARequest() throws Exception {
    signOut("push", true);

    report("session over", until(() -> connection().equals("AUTH_FAILED")));
  }

  @Test
  @EnabledIf("inThisProcess")
  void replacesASilentSocket() throws Exception {
    signOut("silence", false);
    ahead.set(Duration.ofSeconds(16));

    until(() -> authentications() == 2);

    until(() -> connection().equals("CONNECTED"));
    assertThat(catalog("EURUSD-OTC").status()).isEqualTo(200);
  }

  @Test
  void aLoginSucceedsWithoutBalancesOptionsAndTheUsualList() throws Exception {
    server.fault(
        new JsonObject()
            .put(
                "statuses",
                new JsonObject()
                    .put("setOptions", 4000)
                    .put("get-available-balances", 4000)
                    .put("get-balances", 4000)
                    .put("get-initialization-data", 4000)));

    ApiClient user = server.loggedIn("user1");

    JsonArray assets = user.get("/api/v1/assets").json().getJsonArray("assets");
    assertThat(assets.stream().map(asset -> ((JsonObject) asset).getString("symbol")))
        .contains("EURUSD-OTC", "BTCUSD", "APPLE");
    assertThat(user.get("/api/v1/catalog?quadrants=10&asset=EURUSD-OTC").status()).isEqualTo(200);
  }

  @Test
  void aLoginDoesNotWaitForUnansweredRequests() throws Exception {
    serveWithPatience();
    server.fault(
        new JsonObject()
            .put("silent", new JsonArray().add("setOptions").add("get-available-balances")));

    ApiClient user = server.loggedIn("user1");

    assertThat(user.get("/api/v1/session").json().getString("connection")).isEqualTo("CONNECTED");
  }

  @Test
  void namesTheEmptyAssetLists() throws Exception {
    server.fault(new JsonObject().put("assetShapes", new JsonArray().add("empty")));

    JsonObject none = server.loggedIn("user1").get("/api/v1/assets").json();

    assertThat(none.getJsonArray("assets")).isEmpty();
    assertThat(none.getJsonArray("empty"))
        .containsExactly(
            "turbo",
            "binary",
            "blitz",
            "digital-option",
            "marginal-forex",
            "marginal-cfd",
            "marginal-crypto");
  }

  @Test
  void readsPricesOfAnAssetWithALongId() throws Exception {
    server.fault(new JsonObject().put("assetShapes", new JsonArray().add("longIds")));
    ApiClient user = server.loggedIn("user1");

    JsonObject own = user.get("/api/v1/candles?count=3&asset=LONGID-OTC").json();
    JsonObject cut = user.get("/api/v1/candles?count=3&asset=GBPUSD-OTC").json();

    assertThat(own.getJsonArray("open").getDouble(0)).isBetween(4.0, 12.0);
    assertThat(cut.getJsonArray("open").getDouble(0)).isBetween(0.6, 2.0);
  }

  @Test
  void readsAssetsInUnusualForms() throws Exception {
    JsonArray usual = demo.get("/api/v1/assets").json().getJsonArray("assets");
    server.fault(
        new JsonObject()
            .put(
                "assetShapes",
                new JsonArray().add("objects").add("milliseconds").add("texts").add("bare")));

    JsonArray unusual =
        server.loggedIn("user1").get("/api/v1/assets").json().getJsonArray("assets");

    assertThat(unusual).isEqualTo(usual);
  }
}
