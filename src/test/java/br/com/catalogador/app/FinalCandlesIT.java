package br.com.catalogador.app;

import static br.com.catalogador.support.Awaiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.app.ApiClient.Answer;
import br.com.catalogador.support.SettableTime;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Candles that the broker shows late, wrongly or temporarily not at all. */
@EnabledIf("br.com.catalogador.app.RunningServer#isInThisProcess")
class FinalCandlesIT {
  /**
   * Start of a quadrant of today, because cookies expire by the real clock; not in the daily gap.
   */
  private static final long START =
      Instant.now().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofHours(14)).getEpochSecond();

  private final SettableTime time = new SettableTime(START + 30);
  private RunningServer server;
  private ApiClient ana;
  private ApiClient bia;

  @BeforeEach
  void start() throws Exception {
    server = RunningServer.start(time);
    ana = server.loggedIn("user1");
    bia = server.loggedIn("user2");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void forwardTo(long second) {
    time.forward(Duration.between(time.instant(), Instant.ofEpochSecond(second)));
  }

  private static JsonObject candles(ApiClient user, String asset) {
    return user.get("/api/v1/candles?count=30&asset=" + asset).json();
  }

  private static List<Long> starts(JsonObject candles) {
    return candles.getJsonArray("from").stream().map(from -> ((Number) from).longValue()).toList();
  }

  private static double lastClose(JsonObject candles) {
    JsonArray closes = candles.getJsonArray("close");
    return closes.getDouble(closes.size() - 1);
  }

  private static boolean hasLast(JsonObject candles, long from) {
    List<Long> starts = starts(candles);
    return starts.get(starts.size() - 1) == from;
  }

  @Test
  void doesNotShowAProvisionalCandleAsClosed_N1() throws Exception {
    candles(ana, "EURUSD-OTC");
    server.fault(new JsonObject().put("lateFinals", 4).put("staleCandles", true));
    forwardTo(START + 61);

    JsonObject early = candles(ana, "EURUSD-OTC");
    assertThat(hasLast(early, START - 60)).isTrue();
    forwardTo(START + 66);
    until(() -> hasLast(candles(ana, "EURUSD-OTC"), START));
    JsonObject hers = candles(bia, "EURUSD-OTC");
    assertThat(starts(hers)).isEqualTo(starts(candles(ana, "EURUSD-OTC")));
    assertThat(lastClose(hers)).isEqualTo(lastClose(candles(ana, "EURUSD-OTC")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "bare", "named", "others"})
  void failsOnAnUnreadableAnswerAndCachesNothing_N4(String form) throws Exception {
    String catalog = "/api/v1/catalog?quadrants=10&asset=EURUSD-OTC";
    server.fault(new JsonObject().put("candleForm", form));

    for (String path : List.of(catalog, "/api/v1/candles?count=30&asset=EURUSD-OTC")) {
      Answer answer = ana.get(path);
      assertThat(answer.status()).as(answer.text()).isEqualTo(502);
      assertThat(answer.code()).isEqualTo("broker_unreadable");
    }

    server.noFaults();
    for (ApiClient user : List.of(bia, ana)) {
      assertThat(user.get(catalog).json().getJsonArray("rows")).hasSize(10);
    }
  }

  @Test
  void treatsACandleMissingFromHistoryAsPending_N3() throws Exception {
    server.fault(
        new JsonObject()
            .put(
                "hiddenCandles",
                JsonArray.of(
                    new JsonObject()
                        .put("active_id", 76)
                        .put("size", 60)
                        .put("from", START - 300))));

    JsonObject hidden = rows(ana);
    assertThat(hidden.getJsonObject("summary").getInteger("noData")).isZero();
    assertThat(starts(candles(ana, "EURUSD-OTC"))).doesNotContain(START - 300);

    server.noFaults();
    until(() -> starts(candles(bia, "EURUSD-OTC")).contains(START - 300));
    assertThat(rows(ana).getJsonArray("rows")).isEqualTo(rows(bia).getJsonArray("rows"));
    assertThat(rows(ana).getJsonObject("summary").getInteger("noData")).isZero();
  }

  private static JsonObject rows(ApiClient user) {
    return user.get("/api/v1/catalog?asset=EURUSD-OTC&strategy=mhi1-minoria&quadrants=5").json();
  }

  @Test
  void doesNotFinalizeCandlesByTimeSyncAlone_C5() throws Exception {
    JsonObject before = rows(ana);
    server.fault(new JsonObject().put("timeSyncOffset", 120_000));
    for (int second = 31; second < 36; second++) {
      forwardTo(START + second);
      assertThat(rows(ana).getJsonArray("rows")).isEqualTo(before.getJsonArray("rows"));
    }
    forwardTo(START + 61);
    until(() -> hasLast(candles(ana, "EURUSD-OTC"), START));
    assertThat(hasLast(candles(bia, "EURUSD-OTC"), START)).isTrue();
    assertThat(ana.get("/api/v1/session").json().getLong("clockOffsetMs")).isLessThan(100_000L);
  }
}
