package br.com.catalogador.app;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.app.ApiClient.Answer;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Finality;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.stats.StakePlan;
import br.com.catalogador.stats.Summary;
import br.com.catalogador.strategy.Catalog;
import br.com.catalogador.strategy.CatalogSettings;
import br.com.catalogador.strategy.Strategies;
import br.com.catalogador.strategy.TieRule;
import br.com.catalogador.support.CandleColumns;
import br.com.catalogador.view.CatalogJson;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code GET /api/v1/catalog} and {@code /candles} with the simulated broker. */
@WithServer
class CatalogIT {
  private static RunningServer server;
  private static ApiClient demo;

  @BeforeAll
  static void start() throws Exception {
    demo = server.loggedIn("demo");
  }

  @ParameterizedTest
  @CsvSource({"ETHUSD-OTC,10", "XRPUSD-OTC,50", "LTCUSD-OTC,190"})
  void lesson10AColdCatalogCostsOneCandleRequestForAnyNumberOfQuadrants(String asset, int quadrants)
      throws Exception {
    long before = server.brokerRequests("get-candles");

    JsonObject catalog = catalog(demo, asset, quadrants);

    assertThat(catalog.getJsonArray("rows")).hasSize(quadrants);
    assertThat(catalog.getJsonObject("stats"))
        .isEqualTo(new JsonObject().put("source", "broker").put("brokerRequests", 1));
    assertThat(server.brokerRequests("get-candles") - before).isEqualTo(1);
  }

  @Test
  void aCachedCatalogCostsNoCandleRequestAlsoForAnotherUser() throws Exception {
    withinOneMinute(
        asset -> {
          catalog(demo, asset, 50);
          long before = server.brokerRequests("get-candles");

          JsonObject warm = catalog(server.loggedIn("user1"), asset, 50);

          assertThat(warm.getJsonObject("stats"))
              .isEqualTo(new JsonObject().put("source", "cache").put("brokerRequests", 0));
          assertThat(server.brokerRequests("get-candles") - before).isZero();
        },
        "SOLUSD-OTC",
        "XAUUSD-OTC");
  }

  @Test
  void concurrentEqualRequestsCostOneCandleRequest() throws Exception {
    List<ApiClient> users =
        IntStream.range(100, 120).mapToObj(user -> server.loggedIn("user" + user)).toList();
    withinOneMinute(
        asset -> {
          long before = server.brokerRequests("get-candles");

          List<CompletableFuture<Answer>> answers =
              users.stream().map(user -> user.getLater(path(asset, 50))).toList();

          assertThat(answers).extracting(answer -> answer.join().status()).containsOnly(200);
          assertThat(server.brokerRequests("get-candles") - before).isEqualTo(1);
        },
        "AUDJPY-OTC",
        "NZDJPY-OTC");
  }

  private interface Check {
    void on(String asset) throws Exception;
  }

  /** Repeats a check on another asset if a candle has closed during the check. */
  private static void withinOneMinute(Check check, String asset, String other) throws Exception {
    long minute = minute();
    try {
      check.on(asset);
    } catch (AssertionError e) {
      if (minute() == minute) {
        throw e;
      }
      check.on(other);
    }
  }

  private static long minute() {
    return demo.get("/api/v1/session").json().getLong("serverTime") / 60;
  }

  @Test
  void answerEqualsTheEngineOnTheCandlesOfTheAnswer() {
    JsonObject catalog = catalog(demo, "EURUSD-OTC", 40);

    CandleSeries candles = CandleColumns.read(catalog.getJsonObject("candles"));
    long now = catalog.getLong("computedAt");
    Catalog expected =
        Catalog.of(
            candles,
            new CatalogSettings(Strategies.MINORIA, Timeframe.M1, 40, 2, TieRule.LOSS),
            Finality.upTo(now));
    double payout = catalog.getJsonObject("asset").getDouble("payout");
    Summary summary = Summary.of(expected.rows(), 2, new StakePlan(payout, 2, false));
    assertThat(catalog.getJsonArray("rows")).isEqualTo(json(CatalogJson.rows(expected.rows())));
    assertThat(catalog.getJsonObject("summary"))
        .isEqualTo(new JsonObject(CatalogJson.summary(summary).encode()));
    assertThat(candles.end()).isLessThanOrEqualTo(now);
    assertThat(catalog.getLong("dataFrom")).isEqualTo(candles.from(0));
    assertThat(catalog.getLong("dataTo")).isEqualTo(candles.end());
  }

  @Test
  void lesson11TheRunningCandleIsNeverAmongTheClosedOnes() {
    JsonObject answer = demo.get("/api/v1/candles?asset=EURUSD-OTC&count=20").json();
    long serverTime = demo.get("/api/v1/session").json().getLong("serverTime");

    JsonArray from = answer.getJsonArray("from");
    assertThat(from).hasSize(20);
    assertThat(from.getLong(19) + 60).isLessThanOrEqualTo(serverTime);
  }

  @Test
  void tenThousandCandlesCostAtMostElevenRequests() throws Exception {
    long before = server.brokerRequests("get-candles");

    JsonObject answer = demo.get("/api/v1/candles?asset=GBPUSD-OTC&count=10000").json();

    assertThat(times(answer)).hasSize(10_000).isSorted().doesNotHaveDuplicates();
    assertThat(server.brokerRequests("get-candles") - before).isLessThanOrEqualTo(11);
  }

  @Test
  void candlesUpToATimeEndAtThatTime() {
    // This asset is quoted around the clock, without a daily gap.
    long serverTime = demo.get("/api/v1/session").json().getLong("serverTime");
    long to = Timeframe.M5.floor(serverTime) - 86_400;

    JsonObject answer =
        demo.get("/api/v1/candles?asset=BTCUSD&timeframe=300&count=5&to=" + to).json();

    assertThat(times(answer)).containsExactly(to - 1500, to - 1200, to - 900, to - 600, to - 300);
  }

  @Test
  void candlesUpToATimeInAClosureEndAtTheClosure_forAUserWhoHasSeenNoPriceYet() throws Exception {
    try (RunningServer closing = RunningServer.hosted("simulator.alwaysOpen", "false")) {
      ApiClient user = closing.loggedIn("user7");
      // Over the counter nothing is traded from 08:04 to 08:10 UTC.
      long serverTime = user.get("/api/v1/session").json().getLong("serverTime");
      long closure = Math.floorDiv(serverTime, 86_400L) * 86_400 - 86_400 + 8 * 3_600 + 4 * 60;
      long before = closing.brokerRequests("get-candles");

      JsonObject answer =
          user.get("/api/v1/candles?asset=AUDUSD-OTC&count=300&to=" + (closure + 120)).json();

      assertThat(times(answer)).hasSize(300).isSorted().doesNotHaveDuplicates();
      assertThat(times(answer)).endsWith(closure - 120, closure - 60);
      assertThat(closing.brokerRequests("get-candles") - before).isEqualTo(1);
    }
  }

  @Test
  void formingQuadrantContainsTheServerTime() {
    JsonObject catalog = catalog(demo, "EURUSD-OTC", 10);

    long now = catalog.getLong("computedAt");
    JsonObject forming = catalog.getJsonObject("forming");
    assertThat(forming.getLong("start")).isEqualTo(now / 300 * 300);
    assertThat(forming.getLong("entryAt")).isEqualTo(now / 300 * 300 + 300);
    assertThat(forming.getLong("secondsToEntry")).isEqualTo(forming.getLong("entryAt") - now);
  }

  @Test
  void catalogsEveryStrategyInEveryTimeframe() {
    for (Object item : demo.get("/api/v1/strategies").json().getJsonArray("strategies")) {
      JsonObject strategy = (JsonObject) item;
      for (Object seconds : strategy.getJsonArray("timeframes")) {
        String id = strategy.getString("id");
        Answer answer =
            demo.get(
                "/api/v1/catalog?asset=EURUSD-OTC&quadrants=12&timeframe="
                    + seconds
                    + "&strategy="
                    + id);
        assertThat(answer.status()).as(id + " " + seconds).isEqualTo(200);
        assertThat(answer.json().getJsonArray("rows")).as(id + " " + seconds).hasSize(12);
      }
    }
  }

  @Test
  void csvHasALinePerQuadrant() {
    ApiClient csv = server.loggedIn("user2");
    Answer answer = csv.get(path("EURUSD-OTC", 7) + "&format=csv");

    assertThat(answer.header("content-type")).isEqualTo("text/csv; charset=utf-8");
    assertThat(answer.text().lines()).hasSize(8);
    assertThat(answer.text())
        .startsWith("start,green,red,doji,signal,nullReason,entryAt,result,martingale\n");
  }

  @ParameterizedTest
  @CsvSource({
    "asset=EURUSD-OTC&quadrants=0,quadrants",
    "asset=EURUSD-OTC&quadrants=2001,quadrants",
    "asset=EURUSD-OTC&quadrants=ten,quadrants",
    "asset=EURUSD-OTC&timeframe=61,timeframe",
    "asset=EURUSD-OTC&timeframe=300&strategy=c3,timeframe",
    "asset=EURUSD-OTC&strategy=magic,strategy",
    "asset=EURUSD-OTC&martingale=6,martingale",
    "asset=EURUSD-OTC&tie=maybe,tie",
    "asset=EURUSD-OTC&payout=NaN,payout",
    "asset=EURUSD-OTC&payout=0x1p-1,payout",
    "asset=EURUSD-OTC&payout=0.5d,payout",
    "asset=EURUSD-OTC&multiplier=-1,multiplier",
    "asset=EURUSD-OTC&recover=yes,recover",
    "asset=EURUSD-OTC&format=xml,format",
    "asset=EURUSD-OTC&user=1,user",
    "asset=EURUSD-OTC&asset=USDJPY,asset",
    "quadrants=10,asset"
  })
  void rejectsAnInvalidParameterByName(String query, String field) {
    Answer answer = demo.get("/api/v1/catalog?" + query);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("invalid_parameter");
    assertThat(answer.json().getString("field")).isEqualTo(field);
    assertThat(answer.json().getString("expected")).isNotBlank();
  }

  @Test
  void failureNamesAnUnknownAsset() {
    Answer answer = demo.get(path("NOSUCH", 10));

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.code()).isEqualTo("asset_unknown");
    assertThat(answer.json().getString("asset")).isEqualTo("NOSUCH");
  }

  private static List<Long> times(JsonObject candles) {
    return candles.getJsonArray("from").stream().map(time -> ((Number) time).longValue()).toList();
  }

  private static String path(String asset, int quadrants) {
    return "/api/v1/catalog?asset=" + asset + "&quadrants=" + quadrants;
  }

  private static JsonObject catalog(ApiClient client, String asset, int quadrants) {
    Answer answer = client.get(path(asset, quadrants));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  /** The array after encoding and decoding. */
  private static JsonArray json(JsonArray array) {
    return new JsonArray(array.encode());
  }
}
