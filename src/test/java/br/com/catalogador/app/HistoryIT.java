package br.com.catalogador.app;

import static br.com.catalogador.support.Awaiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.support.SettableTime;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The product with an archive of candles, stopped and started again before the same broker. */
class HistoryIT {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";
  private static final List<String> ASSETS = List.of("EURUSD-OTC", "GBPUSD-OTC", "BTCUSD");

  /** The broker's requests for its assets; the product asks the others where one is refused. */
  private static final List<String> ASSET_LISTS =
      List.of(
          "get-initialization-data", "get-underlying-list", "get-top-assets", "get-actives-index");

  /**
   * A fixed time within a minute, so no candle closes unless the test says so; half past the hour,
   * because the simulated market pauses from 08:04 to 08:10.
   */
  private final SettableTime time =
      new SettableTime(System.currentTimeMillis() / 3_600_000 * 3_600 + 1_830);

  @TempDir private Path folder;

  static boolean clockCanBeSet() {
    return RunningServer.isInThisProcess();
  }

  private RunningServer serve(SeparateBroker broker) throws Exception {
    return serve(broker, folder, 2);
  }

  private static RunningServer serve(SeparateBroker broker, Path folder, int requestsPerSecond)
      throws Exception {
    return broker.serve(
        "history.path",
        folder.toString(),
        "auth.secret",
        SECRET,
        "history.requestsPerSecond",
        Integer.toString(requestsPerSecond));
  }

  private static List<JsonArray> rows(RunningServer server) {
    ApiClient client = server.loggedIn("demo");
    return ASSETS.stream()
        .map(asset -> client.get("/api/v1/catalog?quadrants=200&asset=" + asset))
        .map(answer -> answer.json().getJsonArray("rows"))
        .toList();
  }

  private static long requests(SeparateBroker broker) throws Exception {
    return broker.control().requests("get-candles");
  }

  private static JsonObject history(RunningServer server) {
    JsonObject health = server.management().get("/health/ready").json();
    return health.getJsonObject("parts").getJsonObject("history");
  }

  @Test
  @EnabledIf("clockCanBeSet")
  void aRestartAsksTheBrokerForNothingThatHadClosedBeforeIt() throws Exception {
    try (SeparateBroker broker = SeparateBroker.start(time)) {
      List<JsonArray> before;
      try (RunningServer server = serve(broker)) {
        before = rows(server);
      }
      long asked = requests(broker);

      try (RunningServer server = serve(broker)) {
        assertThat(rows(server)).isEqualTo(before);
        assertThat(requests(broker)).isEqualTo(asked);
      }
    }
  }

  @Test
  @EnabledIf("clockCanBeSet")
  void aRestartAsksTheBrokerOnceForEachAssetWithNewCandles() throws Exception {
    try (SeparateBroker broker = SeparateBroker.start(time)) {
      try (RunningServer server = serve(broker)) {
        rows(server);
      }
      long asked = requests(broker);
      time.forward(Duration.ofHours(5));

      try (RunningServer server = serve(broker)) {
        rows(server);
        assertThat(requests(broker) - asked).isEqualTo(ASSETS.size());
      }
    }
  }

  private static void fetchDays(ApiClient client) {
    JsonObject body = new JsonObject().put("assets", ASSETS).put("timeframe", 60).put("days", 5);
    assertThat(client.post("/api/v1/history", body.encode()).status()).isEqualTo(202);
  }

  private static boolean hasDays(ApiClient client) {
    return ASSETS.stream()
        .map(asset -> client.get("/api/v1/history?asset=" + asset).json())
        .allMatch(known -> known.getLong("to") - known.getLong("from") >= 5 * 86_400);
  }

  @Test
  @EnabledIf("clockCanBeSet")
  void aRestartGoesOnFetchingDaysFromWhereItWas() throws Exception {
    try (SeparateBroker broker = SeparateBroker.start(time)) {
      try (RunningServer server = serve(broker, folder.resolve("other"), 100)) {
        fetchDays(server.loggedIn("demo"));
        ApiClient client = server.loggedIn("demo");
        until(() -> hasDays(client));
      }
      long needed = requests(broker);
      try (RunningServer server = serve(broker, folder, 3)) {
        fetchDays(server.loggedIn("demo"));
        until(() -> requests(broker) >= needed + 5);
      }
      long asked = requests(broker) - needed;
      assertThat(asked).as("stopped halfway").isLessThan(needed - 5);
      time.forward(Duration.ofHours(5));

      try (RunningServer server = serve(broker, folder, 100)) {
        ApiClient client = server.loggedIn("demo");
        until(() -> hasDays(client));
        assertThat(requests(broker) - needed - asked)
            .as("the rest, one that was under way, and one for the new candles of each asset")
            .isBetween(needed - asked, needed - asked + 1 + ASSETS.size());
      }
    }
  }

  @Test
  @EnabledIf("clockCanBeSet")
  void fetchingDaysGoesOnOnceTheBrokerShowsItsAssets() throws Exception {
    try (SeparateBroker broker = SeparateBroker.start(time)) {
      try (RunningServer server = serve(broker, folder, 1)) {
        fetchDays(server.loggedIn("demo"));
      }
      JsonObject refused = new JsonObject();
      for (String list : ASSET_LISTS) {
        refused.put(list, 4000);
      }
      broker.control().fault(new JsonObject().put("statuses", refused));

      try (RunningServer server = serve(broker, folder, 100)) {
        ApiClient client = server.loggedIn("demo");
        assertThat(client.get("/api/v1/assets").status()).isEqualTo(502);
        broker.control().noFaults();
        until(() -> hasDays(client));
      }
    }
  }

  @Test
  void aServerThatIsKilledHasItsCandlesOnDiskAMomentAfterTheyCame() throws Exception {
    InstantSource clock = clockCanBeSet() ? time : Clock.systemUTC();
    try (SeparateBroker broker = SeparateBroker.start(clock)) {
      RunningServer first = serve(broker);
      rows(first);
      until(() -> history(first).getLong("pages") > 0 && history(first).getLong("waiting") == 0);
      assertThat(history(first).getString("archive")).isEqualTo("UP");
      assertThat(first.metrics().sum("catalogador_history_up")).isEqualTo(1);
      first.kill();
      long asked = requests(broker);

      try (RunningServer server = serve(broker)) {
        rows(server);
        assertThat(requests(broker) - asked).isLessThanOrEqualTo(ASSETS.size());
      }
    }
  }

  @Test
  void aFolderThatCannotBeUsedIsToldInHealthAndStopsNothing() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    try (RunningServer server = RunningServer.start("history.path", file.toString())) {
      assertThat(rows(server)).allSatisfy(rows -> assertThat(rows).isNotEmpty());

      assertThat(server.management().get("/health/ready").json().getString("status"))
          .isEqualTo("DEGRADED");
      assertThat(history(server).getString("status")).isEqualTo("DEGRADED");
      assertThat(history(server).getString("reason")).contains(file.toString());
      assertThat(server.metrics().sum("catalogador_history_up")).isZero();
    }
  }
}
