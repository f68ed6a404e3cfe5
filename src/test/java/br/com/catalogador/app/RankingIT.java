package br.com.catalogador.app;

import static br.com.catalogador.app.RankingClient.entries;
import static br.com.catalogador.app.RankingClient.symbols;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.app.ApiClient.Answer;
import br.com.catalogador.support.SettableTime;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rankings over HTTP. Each test has its own user; no candle closes, as the clock stands still. */
class RankingIT {
  private static RunningServer server;

  @BeforeAll
  static void start() throws Exception {
    server = RunningServer.start(new SettableTime(SettableTime.TRADING));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static RankingClient ranking(String user) {
    return new RankingClient(server.loggedIn(user));
  }

  private static JsonObject quarters(int quadrants) {
    return new JsonObject().put("quadrants", quadrants).put("timeframe", 900);
  }

  /** The only test that ranks M15, so these candles are not cached. */
  @Test
  void lesson10ARunCostsAtMostOneCandleRequestPerAsset() throws Exception {
    RankingClient ranking = ranking("user0");
    long open = openAssets(ranking);
    long before = server.brokerRequests("get-candles");

    JsonObject cold = ranking.run(quarters(100));

    assertThat(cold.getString("status")).isEqualTo("DONE");
    assertThat(cold.getJsonObject("progress").getLong("total")).isEqualTo(open);
    assertThat(entries(cold)).hasSize((int) open);
    assertThat(server.brokerRequests("get-candles") - before).isEqualTo(open);
    ranking.run(quarters(50));
    ranking.run(quarters(100));
    assertThat(server.brokerRequests("get-candles") - before).isEqualTo(open);
  }

  private static long openAssets(RankingClient ranking) {
    return ranking.api().get("/api/v1/assets?open=true").json().getJsonArray("assets").size();
  }

  @Test
  void lesson16RanksEveryOpenAssetWithPayoutAndMinimumSample() {
    RankingClient ranking = ranking("user1");

    JsonObject view = ranking.run(new JsonObject().put("quadrants", 10).put("timeframe", 300));

    List<JsonObject> entries = entries(view);
    assertThat(entries).hasSize((int) openAssets(ranking));
    assertThat(view.getString("order")).isEqualTo("winRate");
    assertThat(view.getJsonObject("parameters").getInteger("minOperations")).isEqualTo(5);
    for (int i = 0; i < entries.size(); i++) {
      JsonObject entry = entries.get(i);
      assertThat(entry.getInteger("position")).isEqualTo(i + 1);
      assertThat(entry.getBoolean("belowMinimum")).isEqualTo(entry.getInteger("operations") < 5);
      assertThat(entry.getDouble("payout")).isBetween(0.7, 0.92);
      assertThat(entry.getDouble("profitPerCycle")).isNotNull();
      assertThat(entry.getDouble("chanceRate")).isEqualTo(0.875);
    }
    assertThat(entries)
        .filteredOn(entry -> !entry.getBoolean("belowMinimum"))
        .extracting(entry -> -entry.getDouble("winRate"))
        .isSorted();
    assertThat(view.getJsonArray("top"))
        .isEqualTo(new JsonArray(view.getJsonArray("entries").stream().limit(5).toList()));
    JsonObject luck = view.getJsonObject("luck");
    assertThat(luck.getInteger("assets"))
        .isEqualTo(
            (int) entries.stream().filter(entry -> !entry.getBoolean("belowMinimum")).count());
    assertThat(luck.getDouble("probability")).isBetween(0.0, 1.0);
    assertThat(luck.getDouble("expected")).isGreaterThanOrEqualTo(luck.getDouble("probability"));
  }

  @Test
  void anEntryEqualsASingleAnalysisOfTheAsset() {
    RankingClient ranking = ranking("user2");
    JsonObject entry = entries(ranking.run("BTCUSD")).get(0);
    JsonObject catalog = ranking.api().get("/api/v1/catalog?asset=BTCUSD&quadrants=10").json();

    JsonObject summary = catalog.getJsonObject("summary");
    for (String field :
        List.of(
            "listed",
            "operations",
            "wins",
            "winsByMartingale",
            "losses",
            "nulls",
            "ties",
            "pending",
            "noData",
            "filtered",
            "winRate",
            "wilson95",
            "chanceRate",
            "pValue",
            "breakEvenRate",
            "netProfit",
            "profitPerCycle")) {
      assertThat(entry.getValue(field)).as(field).isEqualTo(summary.getValue(field));
    }
    assertThat(entry.getString("asset")).isEqualTo("BTCUSD");
    assertThat(entry.getString("name")).isEqualTo("BTC/USD");
    assertThat(entry.getDouble("payout")).isEqualTo(0.84);
  }

  @Test
  void filtersTheRunByCategoryAndPayout() {
    RankingClient ranking = ranking("user3");

    JsonObject view =
        ranking.run(
            new JsonObject().put("quadrants", 5).put("category", "crypto").put("minPayout", 0.83));

    assertThat(symbols(view)).containsExactlyInAnyOrder("BTCUSD", "ETHUSD");
  }

  @Test
  void reportsAChosenAssetThatIsClosed() {
    RankingClient ranking = ranking("user4");

    JsonObject view = ranking.run("XRPUSD", "LTCUSD-OTC");

    assertThat(view.getString("status")).isEqualTo("DONE");
    assertThat(symbols(view)).containsExactly("XRPUSD");
    assertThat(view.getJsonArray("errors"))
        .containsExactly(new JsonObject().put("asset", "LTCUSD-OTC").put("code", "asset_closed"));
  }

  @Test
  void isIdleAtFirstAndAfterClear() {
    RankingClient ranking = ranking("user5");
    JsonObject none = ranking.view();
    assertThat(none.getString("status")).isEqualTo("IDLE");
    assertThat(none.getJsonArray("entries")).isEmpty();
    assertThat(none.getValue("id")).isNull();
    assertThat(none.getString("order")).isEqualTo("winRate");
    ranking.run("BTCUSD");

    assertThat(ranking.clear().status()).isEqualTo(204);

    assertThat(ranking.view()).isEqualTo(none);
    assertThat(ranking.clear().status()).isEqualTo(204);
  }

  @Test
  void eachUserHasOneRankingForAllClients() {
    RankingClient ana = ranking("user6");
    RankingClient bob = ranking("user7");

    JsonObject view = ana.run("BTCUSD");

    assertThat(ranking("user6").view()).isEqualTo(view);
    assertThat(bob.view().getString("status")).isEqualTo("IDLE");
    bob.run("ETHUSD");
    assertThat(symbols(ana.view())).containsExactly("BTCUSD");
    assertThat(symbols(bob.view())).containsExactly("ETHUSD");
  }

  private static JsonObject cells(String... strategies) {
    return new JsonObject()
        .put("quadrants", 100)
        .put("assets", new JsonArray(List.of("BTCUSD", "ETHUSD", "XRPUSD")))
        .put("strategies", new JsonArray(List.of(strategies)));
  }

  private static List<String> cellNames(JsonObject view) {
    return entries(view).stream()
        .map(entry -> entry.getString("asset") + " " + entry.getString("strategy"))
        .toList();
  }

  @Test
  void ranksEveryStrategyOnEveryAssetByEvidence() {
    RankingClient ranking = ranking("user8");

    JsonObject view = ranking.run(cells("padrao-23", "minoria", "5:1,2,3:min:6"));

    assertThat(view.getString("status")).isEqualTo("DONE");
    assertThat(view.getString("order")).isEqualTo("evidence");
    assertThat(view.getInteger("simulations")).isEqualTo(999);
    assertThat(view.getInteger("total")).isEqualTo(9);
    assertThat(view.getValue("luck")).isNull();
    JsonObject parameters = view.getJsonObject("parameters");
    assertThat(parameters.getValue("strategy")).isNull();
    assertThat(parameters.getJsonArray("strategies"))
        .containsExactly("padrao-23", "minoria", "5:1,2,3:min:6");
    List<JsonObject> entries = entries(view);
    assertThat(cellNames(view)).hasSize(9).doesNotHaveDuplicates();
    assertThat(entries)
        .extracting(entry -> entry.getJsonObject("first").getDouble("pValue"))
        .isSorted();
    assertThat(entries)
        .extracting(entry -> entry.getDouble("familyP"))
        .isSorted()
        .allSatisfy(p -> assertThat(p).isBetween(0.001, 1.0));
    assertThat(entries).extracting(entry -> entry.getDouble("holm")).isSorted();
    JsonObject byLuck = view.getJsonObject("byLuck");
    assertThat(byLuck.getInteger("cells"))
        .isEqualTo(
            (int)
                entries.stream()
                    .filter(entry -> entry.getDouble("winRate") >= byLuck.getDouble("rate"))
                    .count());
    assertThat(byLuck.getDouble("expected")).isPositive();
  }

  @Test
  void allStrategiesAreThoseOfTheTableAndTheUsersOwn() {
    RankingClient ranking = ranking("user9");
    String patterns = "{\"patterns\":[{\"name\":\"mine\",\"text\":\"7:1:same:2\"}]}";
    assertThat(ranking.api().put("/api/v1/preferences", patterns).status()).isEqualTo(200);

    JsonObject view =
        ranking.run(
            new JsonObject()
                .put("strategies", "all")
                .put("timeframe", 900)
                .put("simulations", 0)
                .put("assets", new JsonArray().add("BTCUSD")));

    assertThat(entries(view))
        .extracting(entry -> entry.getString("strategy"))
        .containsExactlyInAnyOrder(
            "minoria",
            "maioria",
            "mhi1-minoria",
            "mhi1-maioria",
            "torres-gemeas",
            "turn-over",
            "7:1:same:2");
    assertThat(view.getJsonObject("parameters").getValue("strategies")).isEqualTo("all");
    assertThat(entries(view)).allSatisfy(entry -> assertThat(entry.getValue("familyP")).isNull());
    assertThat(view.getInteger("simulations")).isZero();
  }

  @Test
  void aPartIsCutFromTheWholeTableInAnyOrder() {
    RankingClient ranking = ranking("user17");
    JsonObject whole = ranking.run(cells("padrao-23", "minoria", "msf").put("simulations", 0));
    List<JsonObject> entries = entries(whole);

    assertThat(entries(ranking.part("limit=4&offset=3"))).isEqualTo(entries.subList(3, 7));
    assertThat(ranking.part("limit=4&offset=3").getInteger("total")).isEqualTo(9);
    assertThat(ranking.part("offset=9").getJsonArray("entries")).isEmpty();
    assertThat(entries(ranking.part("asset=ETHUSD&strategy=msf")))
        .isEqualTo(
            entries.stream()
                .filter(entry -> entry.getString("asset").equals("ETHUSD"))
                .filter(entry -> entry.getString("strategy").equals("msf"))
                .toList());
    assertThat(ranking.part("asset=ETHUSD&limit=1").getInteger("total")).isEqualTo(3);
    assertThat(ranking.part("asset=NOWHERE").getInteger("total")).isZero();
    JsonObject byRate = ranking.part("order=winRate&limit=1");
    assertThat(byRate.getString("order")).isEqualTo("winRate");
    assertThat(byRate.getInteger("total")).isEqualTo(9);
    assertThat(entries(byRate).get(0).getDouble("winRate"))
        .isEqualTo(
            entries.stream().mapToDouble(entry -> entry.getDouble("winRate")).max().orElseThrow());
    assertThat(byRate.getJsonArray("top")).hasSize(5);
    assertThat(byRate.getJsonArray("top").getValue(0)).isEqualTo(entries(byRate).get(0));
    assertThat(ranking.api().get("/api/v1/ranking?format=csv").text().lines()).hasSize(10);
    assertThat(ranking.api().get("/api/v1/ranking?format=csv&limit=2").text().lines()).hasSize(3);
  }

  @Test
  void theSameQuestionHasTheSameAnswer() {
    JsonObject first = ranking("user18").run(cells("padrao-23", "minoria"));
    JsonObject second = ranking("user19").run(cells("padrao-23", "minoria"));

    assertThat(withoutTime(second)).isEqualTo(withoutTime(first));
    assertThat(second.getJsonObject("byLuck")).isEqualTo(first.getJsonObject("byLuck"));
  }

  private static List<JsonObject> withoutTime(JsonObject view) {
    entries(view).forEach(entry -> entry.remove("computedAt"));
    return entries(view);
  }

  @Test
  void csvHasALinePerAsset() {
    RankingClient ranking = ranking("user10");
    JsonObject view = ranking.run("BTCUSD", "ETHUSD", "LTCUSD");

    Answer csv = ranking.api().get("/api/v1/ranking?format=csv");

    assertThat(csv.header("content-type")).isEqualTo("text/csv; charset=utf-8");
    assertThat(csv.header("content-disposition"))
        .isEqualTo("attachment; filename=\"ranking-minoria-M1-10.csv\"");
    List<String> lines = csv.text().lines().toList();
    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).startsWith("position,belowMinimum,asset,name,category,payout,winRate");
    int columns = lines.get(0).split(",", -1).length;
    for (int i = 0; i < 3; i++) {
      JsonObject entry = entries(view).get(i);
      String[] cells = lines.get(i + 1).split(",", -1);
      assertThat(cells).hasSize(columns);
      assertThat(cells[0]).isEqualTo(Integer.toString(i + 1));
      assertThat(cells[2]).isEqualTo(entry.getString("asset"));
      assertThat(Double.valueOf(cells[6])).isEqualTo(entry.getDouble("winRate"));
    }
  }

  @Test
  void isADownloadOnlyWithTheFormatParameter() {
    RankingClient ranking = ranking("user11");
    ranking.run("BTCUSD");
    Answer json = ranking.api().get("/api/v1/ranking?format=json");
    Answer catalog =
        ranking.api().get("/api/v1/catalog?asset=BTCUSD&quadrants=10&strategy=c3&format=csv");

    assertThat(json.header("content-disposition"))
        .isEqualTo("attachment; filename=\"ranking-minoria-M1-10.json\"");
    assertThat(json.json()).isEqualTo(ranking.view());
    assertThat(catalog.header("content-disposition"))
        .isEqualTo("attachment; filename=\"BTCUSD-c3-M1-10.csv\"");
    assertThat(ranking.api().get("/api/v1/ranking").header("content-disposition")).isNull();
    assertThat(asCsv("user11", "/api/v1/ranking").header("content-disposition")).isNull();
    assertThat(asCsv("user11", "/api/v1/ranking").text()).startsWith("position,");
    assertThat(asCsv("user11", "/api/v1/catalog?asset=BTCUSD").header("content-disposition"))
        .isNull();
  }

  private static Answer asCsv(String user, String path) {
    String token =
        server.client().login(user + "@catalogador.local", "demo-1234").json().getString("token");
    return server.client().with("Authorization", "Bearer " + token, "Accept", "text/csv").get(path);
  }

  @Test
  void rejectsCancelWithoutARun() {
    Answer refused = ranking("user12").cancel();

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("ranking_not_running");
  }

  @Test
  void rejectsAnUnknownSymbolAndKeepsTheRanking() {
    RankingClient ranking = ranking("user13");
    JsonObject before = ranking.run("BTCUSD");

    Answer refused = ranking.start("ETHUSD", "NOSUCH");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.code()).isEqualTo("invalid_parameter");
    assertThat(refused.json().getString("field")).isEqualTo("assets");
    assertThat(refused.json().getString("got")).isEqualTo("NOSUCH");
    assertThat(ranking.view()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"quadrants\":4}|quadrants",
        "{\"quadrants\":2001}|quadrants",
        "{\"days\":91}|days",
        "{\"days\":1,\"quadrants\":10}|days",
        "{\"strategies\":\"some\"}|strategies",
        "{\"strategies\":[]}|strategies",
        "{\"strategies\":[\"minoria\",\"magic\"]}|strategies",
        "{\"strategies\":[\"minoria\",\"5:1:min:1\"]}|strategies",
        "{\"strategies\":[\"minoria\",\"c3\"],\"timeframe\":300}|strategies",
        "{\"strategies\":[\"minoria\"],\"strategy\":\"minoria\"}|strategies",
        "{\"simulations\":98}|simulations",
        "{\"simulations\":10000}|simulations",
        "{\"simulations\":\"999\"}|simulations",
        "{\"after\":\"gale:3\"}|after",
        "{\"hours\":\"9-12\"}|zone",
        "{\"quadrants\":\"10\"}|quadrants",
        "{\"quadrants\":10.5}|quadrants",
        "{\"timeframe\":61}|timeframe",
        "{\"timeframe\":300,\"strategy\":\"c3\"}|timeframe",
        "{\"strategy\":\"magic\"}|strategy",
        "{\"martingale\":6}|martingale",
        "{\"tie\":\"maybe\"}|tie",
        "{\"order\":\"name\"}|order",
        "{\"minOperations\":0}|minOperations",
        "{\"minOperations\":101}|minOperations",
        "{\"assets\":\"BTCUSD\"}|assets",
        "{\"assets\":[]}|assets",
        "{\"assets\":[1]}|assets",
        "{\"category\":\"houses\"}|category",
        "{\"minPayout\":85}|minPayout",
        "{\"minPayout\":\"0.8\"}|minPayout",
        "{\"user\":1}|user",
        "[]|body"
      })
  void rejectsAnInvalidFieldByName(String body, String field) {
    Answer answer = ranking("user14").api().post("/api/v1/ranking", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("invalid_parameter");
    assertThat(answer.json().getString("field")).isEqualTo(field);
    assertThat(answer.json().getString("expected")).isNotBlank();
    assertThat(answer.json().getString("got")).isNotBlank();
  }

  @Test
  void validatesParametersOfTheOtherRoutes() {
    ApiClient api = ranking("user15").api();

    assertThat(api.get("/api/v1/ranking?format=xml").json().getString("field")).isEqualTo("format");
    assertThat(api.get("/api/v1/ranking?user=1").json().getString("field")).isEqualTo("user");
    for (String wrong : List.of("limit=0", "limit=501", "offset=-1", "strategy=magic", "order=x")) {
      assertThat(api.get("/api/v1/ranking?" + wrong).json().getString("field"))
          .isEqualTo(wrong.split("=")[0]);
    }
    assertThat(api.put("/api/v1/ranking/auto-update", "{}").json().getString("field"))
        .isEqualTo("enabled");
    assertThat(api.put("/api/v1/ranking/auto-update", "{\"enabled\":1}").json().getString("got"))
        .isEqualTo("a number");
    assertThat(api.post("/api/v1/ranking/cancel?now=1", "").json().getString("field"))
        .isEqualTo("now");
    assertThat(api.delete("/api/v1/ranking?all=1").json().getString("field")).isEqualTo("all");
  }

  @Test
  void requiresATokenThatIsNotRevoked() {
    RankingClient nobody = new RankingClient(server.client());
    RankingClient ranking = ranking("user16");
    ranking.run("BTCUSD");
    ranking.api().post("/api/v1/logout", "");

    assertThat(nobody.start("BTCUSD").code()).isEqualTo("unauthorized");
    assertThat(nobody.clear().code()).isEqualTo("unauthorized");
    assertThat(ranking.start("BTCUSD").code()).isEqualTo("session_ended");
    assertThat(ranking.cancel().code()).isEqualTo("session_ended");
    assertThat(ranking.autoUpdate(true).code()).isEqualTo("session_ended");
    assertThat(ranking.clear().code()).isEqualTo("session_ended");
    assertThat(ranking.api().get("/api/v1/ranking").code()).isEqualTo("session_ended");
    assertThat(ranking("user16").view().getString("status")).isEqualTo("IDLE");
  }
}
