package br.com.catalogador.app;

import static br.com.catalogador.app.RankingClient.symbols;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.app.ApiClient.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Rankings while the broker is slow, refuses requests or is silent. It has longer for an answer
 * than a client waits: what waited for one that does not come would fail.
 */
@WithServer({"broker.requestTimeout", "60s"})
class RankingFaultsIT {
  private static final int BTCUSD = 816;
  private static final int ETHUSD = 818;

  private RunningServer server;
  private RankingClient ranking;

  @BeforeEach
  void start() throws Exception {
    ranking = new RankingClient(server.loggedIn("demo"));
  }

  private void silence(String... requests) throws Exception {
    server.fault(new JsonObject().put("silent", new JsonArray(List.of(requests))));
  }

  @Test
  void aCanceledRunKeepsItsResults() throws Exception {
    silence("get-candles:" + ETHUSD);
    JsonObject started = ranking.start("BTCUSD", "ETHUSD").json();
    JsonObject progress = ranking.when(view -> doneOf(view) == 1).getJsonObject("progress");
    assertThat(progress.getInteger("total")).isEqualTo(2);
    assertThat(progress.getString("current")).isEqualTo("ETHUSD");

    Answer cancelled = ranking.cancel();

    assertThat(cancelled.status()).isEqualTo(200);
    JsonObject view = cancelled.json();
    assertThat(view.getString("id")).isEqualTo(started.getString("id"));
    assertThat(view.getString("status")).isEqualTo("CANCELLED");
    assertThat(view.getString("finishedAt")).isNotNull();
    assertThat(symbols(view)).containsExactly("BTCUSD");
    assertThat(ranking.view()).isEqualTo(view);
    assertThat(ranking.cancel().code()).isEqualTo("ranking_not_running");
    assertThat(symbols(ranking.run("XRPUSD"))).containsExactly("XRPUSD");
  }

  private static int doneOf(JsonObject view) {
    return view.getJsonObject("progress").getInteger("done");
  }

  @Test
  void rejectsASecondRun() throws Exception {
    silence("get-candles");
    String first = ranking.start("BTCUSD").json().getString("id");

    Answer second = new RankingClient(server.loggedIn("demo")).start("ETHUSD");

    assertThat(second.status()).isEqualTo(409);
    assertThat(second.code()).isEqualTo("ranking_running");
    assertThat(ranking.view().getString("id")).isEqualTo(first);
    assertThat(ranking.view().getString("status")).isEqualTo("RUNNING");
  }

  @Test
  void clearEndsTheRunAndAllowsAnother() throws Exception {
    silence("get-candles:" + ETHUSD);
    ranking.start("ETHUSD");

    assertThat(ranking.clear().status()).isEqualTo(204);

    assertThat(ranking.view().getString("status")).isEqualTo("IDLE");
    assertThat(symbols(ranking.run("BTCUSD"))).containsExactly("BTCUSD");
  }

  @Test
  void aRefusedAssetIsListedWithItsCodeOnly() throws Exception {
    server.fault(
        new JsonObject().put("statuses", new JsonObject().put("get-candles:" + BTCUSD, 4040)));

    JsonObject view = ranking.run("BTCUSD", "ETHUSD", "XRPUSD");

    assertThat(view.getString("status")).isEqualTo("DONE");
    assertThat(symbols(view)).containsExactlyInAnyOrder("ETHUSD", "XRPUSD");
    assertThat(view.getJsonArray("errors"))
        .containsExactly(
            new JsonObject()
                .put("asset", "BTCUSD")
                .put("code", "broker_refused")
                .put("brokerStatus", 4040));
    assertThat(view.getJsonObject("progress").getInteger("done")).isEqualTo(3);
    assertThat(view.getJsonObject("progress").getInteger("failed")).isEqualTo(1);
  }

  @Test
  void aRunFailsWhenEveryAssetFails() throws Exception {
    server.fault(new JsonObject().put("statuses", new JsonObject().put("get-candles", 4000)));

    JsonObject view = ranking.run("BTCUSD", "ETHUSD");

    assertThat(view.getString("status")).isEqualTo("FAILED");
    assertThat(view.getJsonArray("errors")).hasSize(2);
    assertThat(view.getJsonArray("entries")).isEmpty();
  }

  @Test
  void concurrentRunsCostOneRequestPerAsset() throws Exception {
    server.fault(new JsonObject().put("latency", 100));
    List<RankingClient> users =
        Stream.of("user0", "user1", "user2", "user3")
            .map(user -> new RankingClient(server.loggedIn(user)))
            .toList();
    long before = server.brokerRequests("get-candles");

    users.forEach(user -> user.start("BTCUSD", "ETHUSD", "XRPUSD", "LTCUSD"));

    assertThat(users).allSatisfy(user -> assertThat(symbols(user.ended())).hasSize(4));
    // If a candle closes meanwhile, each asset needs one more request.
    assertThat(server.brokerRequests("get-candles") - before).isBetween(4L, 8L);
  }

  @Test
  void aRunDoesNotDelayASingleAnalysis() throws Exception {
    // The unanswered request keeps the run from ending.
    server.fault(
        new JsonObject()
            .put("latency", 300)
            .put("silent", new JsonArray().add("get-candles:" + ETHUSD)));
    String all = new JsonObject().put("quadrants", 100).encode();
    assertThat(ranking.api().post("/api/v1/ranking", all).status()).isEqualTo(202);
    ranking.when(view -> doneOf(view) > 0);

    CompletableFuture<Answer> single =
        ranking.api().getLater("/api/v1/catalog?asset=BTCUSD&timeframe=300&quadrants=10");

    assertThat(single.join().status()).isEqualTo(200);
    JsonObject view = ranking.view();
    assertThat(view.getString("status")).isEqualTo("RUNNING");
    ranking.cancel();
  }

  @Test
  void aRateLimitOfTheBrokerDelaysARunButFailsNoAsset() throws Exception {
    server.fault(new JsonObject().put("requestLimit", 3));

    JsonObject view =
        ranking.run(
            "BTCUSD",
            "ETHUSD",
            "XRPUSD",
            "LTCUSD",
            "EURUSD-OTC",
            "EURGBP-OTC",
            "USDCHF-OTC",
            "EURJPY-OTC");

    assertThat(view.getString("status")).isEqualTo("DONE");
    assertThat(view.getJsonArray("errors")).isEmpty();
    assertThat(symbols(view)).hasSize(8);
  }
}
