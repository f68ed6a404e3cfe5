package br.com.catalogador.app;

import static br.com.catalogador.support.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.app.ApiClient.Answer;
import br.com.catalogador.simulator.Recording;
import br.com.catalogador.simulator.ReplayVerticle;
import br.com.catalogador.simulator.SimulatorVerticle;
import br.com.catalogador.support.SettableTime;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** {@code /api/v1/recording}: a user's recording of the own session, with a settable clock. */
@EnabledIf("br.com.catalogador.app.RunningServer#isInThisProcess")
class RecordingIT {
  private static final String RECORDING = "/api/v1/recording";
  private static final String STOP = "/api/v1/recording/stop";
  private static final String FILE = "/api/v1/recording/file";
  private static final String CATALOG = "/api/v1/catalog?asset=EURUSD-OTC&quadrants=20";

  /** Five seconds after the beginning of a minute of today: tokens must be valid. */
  private static final long START =
      Instant.now().truncatedTo(ChronoUnit.MINUTES).getEpochSecond() + 5;

  private final SettableTime time = new SettableTime(START);
  private RunningServer server;

  @BeforeEach
  void start() throws Exception {
    server = RunningServer.start(time);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static JsonObject state(String state, int seconds, int left) {
    return new JsonObject()
        .put("state", state)
        .put("seconds", seconds)
        .put("secondsLeft", left)
        .put("full", false);
  }

  private static final JsonObject NONE = state("none", 0, 0);

  private static JsonObject stateOf(ApiClient client) {
    return client.get(RECORDING).json();
  }

  private static void assertRefused(Answer answer, int status, String code) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.code()).isEqualTo(code);
  }

  private static ApiClient recording(ApiClient client) {
    assertThat(client.post(RECORDING, null).status()).isEqualTo(200);
    return client;
  }

  @Test
  void recordsTheRunningSocketWithoutSecretsForItsUserOnly() throws Exception {
    ApiClient user = server.loggedIn("demo");
    ApiClient other = server.loggedIn("user1");
    long logins = server.brokerRequests("authenticate");

    Answer started = user.post(RECORDING, null);
    user.get(CATALOG);
    time.forward(Duration.ofSeconds(90));
    Answer stopped = user.post(STOP, null);
    Answer file = user.get(FILE);

    assertThat(started.json()).isEqualTo(state("running", 0, 600));
    assertThat(stopped.json()).isEqualTo(state("ready", 90, 600));
    assertThat(file.header("Content-Type")).isEqualTo("application/jsonl");
    assertThat(file.header("Content-Disposition"))
        .matches("attachment; filename=\"gravacao-\\d{8}-\\d{6}\\.jsonl\"");
    assertThat(file.text().lines().skip(1).findFirst().orElseThrow())
        .contains("\"socket\":\"joined\"");
    assertThat(file.text())
        .contains("get-candles", "get-profile", "get-available-balances")
        .doesNotContain("demo", "catalogador.local", "Demo");
    assertThat(server.brokerRequests("authenticate")).isEqualTo(logins);
    assertThat(stateOf(other)).isEqualTo(NONE);
    assertRefused(other.get(FILE), 404, "recording_missing");
    assertRefused(other.post(STOP, null), 409, "recording_not_running");
    assertRefused(server.client().get(FILE), 401, "unauthorized");
    assertThat(stateOf(user)).isEqualTo(state("ready", 90, 600));
  }

  @Test
  void endsAfterTenMinutesAndIsDeletedTenMinutesLater() {
    ApiClient user = recording(server.loggedIn("user2"));

    time.forward(Duration.ofSeconds(599));
    assertThat(stateOf(user)).isEqualTo(state("running", 599, 1));
    time.forward(Duration.ofSeconds(1));
    assertThat(stateOf(user)).isEqualTo(state("ready", 600, 600));
    assertThat(user.get(FILE).status()).isEqualTo(200);
    time.forward(Duration.ofSeconds(599));
    assertThat(stateOf(user)).isEqualTo(state("ready", 600, 1));
    time.forward(Duration.ofSeconds(1));
    assertThat(stateOf(user)).isEqualTo(NONE);
    assertRefused(user.get(FILE), 404, "recording_missing");
  }

  @Test
  void onlyOneRunsPerUserAndItsFileComesAfterItsEnd() {
    ApiClient user = recording(server.loggedIn("user3"));

    assertRefused(user.post(RECORDING, null), 409, "recording_running");
    assertRefused(user.get(FILE), 409, "recording_running");
    user.post(STOP, null);
    assertRefused(user.post(STOP, null), 409, "recording_not_running");
    recording(user);
    assertThat(stateOf(user)).isEqualTo(state("running", 0, 600));
    assertThat(user.delete(RECORDING).json()).isEqualTo(NONE);
    assertThat(stateOf(user)).isEqualTo(NONE);
  }

  @Test
  void aServerKeepsFiveRecordingsAndRefusesTheSixth() {
    List<ApiClient> users =
        IntStream.rangeClosed(11, 15)
            .mapToObj(number -> recording(server.loggedIn("user" + number)))
            .toList();
    ApiClient sixth = server.loggedIn("user16");
    users.get(0).post(STOP, null);

    Answer refused = sixth.post(RECORDING, null);

    assertRefused(refused, 503, "recordings_full");
    assertThat(refused.header("Retry-After")).isEqualTo("60");
    users.get(0).delete(RECORDING);
    recording(sixth);
    assertRefused(users.get(0).post(RECORDING, null), 503, "recordings_full");
    users.get(1).post("/api/v1/logout", "{}");
    recording(users.get(0));
  }

  @Test
  void aFullRecordingGoesOnWithoutTheRestAndSaysSo() {
    ApiClient user = recording(server.loggedIn("user7"));

    for (String asset : List.of("EURUSD-OTC", "GBPUSD-OTC", "AUDCAD-OTC", "EURJPY-OTC")) {
      user.get("/api/v1/candles?count=10000&asset=" + asset);
      user.get("/api/v1/candles?count=10000&timeframe=300&asset=" + asset);
    }

    JsonObject full = state("running", 0, 600).put("full", true);
    assertThat(stateOf(user)).isEqualTo(full);
    user.post(STOP, null);
    assertThat(stateOf(user)).isEqualTo(full.put("state", "ready"));
    String file = user.get(FILE).text();
    assertThat(file.length()).isBetween(7_000_000, 9_000_000);
    assertThat(file.substring(file.length() - 30)).contains("\"end\":\"full\"}");
  }

  @Test
  void endsWithTheLogoutOfTheDeviceThatStartedIt() {
    ApiClient phone = recording(server.loggedIn("user4"));
    ApiClient laptop = server.loggedIn("user4");
    ApiClient tablet = server.loggedIn("user4");

    tablet.post("/api/v1/logout", "{}");
    assertThat(stateOf(laptop)).isEqualTo(state("running", 0, 600));
    phone.post("/api/v1/logout", "{}");

    assertThat(stateOf(laptop)).isEqualTo(NONE);
    assertRefused(laptop.get(FILE), 404, "recording_missing");
  }

  @Test
  void aClientThatTakesGzipGetsTheSameFileCompressed() throws Exception {
    ApiClient user = recording(server.loggedIn("user5"));
    user.get(CATALOG);
    user.post(STOP, null);
    String plain = user.get(FILE).text();

    byte[] compressed = user.bytes(FILE, "Accept-Encoding", "gzip");

    assertThat(compressed.length).isLessThan(plain.length() / 4);
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
      assertThat(new String(gzip.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(plain);
    }
  }

  @Test
  void aReplayOfTheFileGivesTheSameCatalogThoughItsCandlesWereCached() throws Exception {
    ApiClient user = server.loggedIn("user6");
    user.get(CATALOG);
    recording(user);
    JsonObject recorded = user.get(CATALOG).json();
    user.post(STOP, null);
    List<String> lines = user.get(FILE).text().lines().toList();

    JsonObject replayed = replayed(lines);

    JsonArray rows = recorded.getJsonArray("rows");
    assertThat(rows).hasSize(20);
    assertThat(source(recorded)).isEqualTo("cache");
    assertThat(source(replayed)).isEqualTo("broker");
    assertThat(replayed.getJsonArray("rows")).isEqualTo(rows);
    assertThat(replayed.getJsonObject("summary")).isEqualTo(recorded.getJsonObject("summary"));
  }

  private static String source(JsonObject catalog) {
    return catalog.getJsonObject("stats").getString("source");
  }

  /** The catalog of another server whose broker is the replay, to any user. */
  private JsonObject replayed(List<String> lines) throws Exception {
    Vertx vertx = Vertx.vertx();
    ReplayVerticle replay = new ReplayVerticle(0, Recording.read(lines));
    await(vertx.deployVerticle(replay));
    String address = SimulatorVerticle.HOST + ":" + replay.port();
    try (RunningServer reader =
        RunningServer.start(
            time,
            "auth.secret",
            "0123456789abcdef0123456789abcdef",
            "broker.mode",
            "live",
            "broker.socketUrl",
            "ws://" + address + SimulatorVerticle.SOCKET_PATH,
            "broker.loginUrl",
            "http://" + address + SimulatorVerticle.LOGIN_PATH,
            "broker.twoFactorUrl",
            "http://" + address + SimulatorVerticle.TWO_FACTOR_PATH)) {
      Answer answer = reader.client().loginAs("any@example.com", "any").get(CATALOG);
      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
      return answer.json();
    } finally {
      await(vertx.close());
    }
  }
}
