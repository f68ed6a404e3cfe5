package br.com.catalogador.app;

import static br.com.catalogador.app.RankingClient.entries;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.support.SettableTime;
import io.vertx.core.json.JsonObject;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Rankings on a Wednesday afternoon, when every market is open and the history of most has gaps;
 * the clock stands still, so no candle closes during a test.
 */
class RankingOnAWeekdayIT {
  private static final LocalTime AFTERNOON = LocalTime.of(15, 2, 10);

  private RunningServer server;
  private RankingClient ranking;

  @BeforeEach
  void start() throws Exception {
    ZonedDateTime wednesday =
        ZonedDateTime.now(ZoneOffset.UTC)
            .with(TemporalAdjusters.next(DayOfWeek.WEDNESDAY))
            .with(AFTERNOON);
    server = RunningServer.start(new SettableTime(wednesday.toEpochSecond()));
    ranking = new RankingClient(server.loggedIn("demo"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "minoria,60,100",
    "minoria,300,100",
    "minoria,900,100",
    "r7-8,60,100",
    "minoria,60,5"
  })
  void lesson10NoAssetCostsMoreThanOneRequest(String strategy, int timeframe, int quadrants)
      throws Exception {
    JsonObject parameters =
        new JsonObject()
            .put("strategy", strategy)
            .put("timeframe", timeframe)
            .put("quadrants", quadrants);

    JsonObject view = ranking.run(parameters);

    int assets = view.getJsonObject("progress").getInteger("total");
    assertThat(assets).isGreaterThanOrEqualTo(50);
    assertThat(server.brokerRequests("get-candles")).isEqualTo(assets);
    int least = strategy.equals("r7-8") ? 95 : quadrants;
    assertThat(entries(view))
        .hasSize(assets)
        .allSatisfy(
            entry ->
                assertThat(entry.getInteger("listed"))
                    .as(entry.getString("asset"))
                    .isBetween(least, quadrants));
  }

  @Test
  void anAssetAnalyzedWithFewerQuadrantsCostsOneRequestToo() throws Exception {
    JsonObject few = new JsonObject().put("quadrants", 5).put("category", "stock");
    JsonObject many = new JsonObject().put("quadrants", 100).put("category", "stock");
    int assets = ranking.run(few).getJsonObject("progress").getInteger("total");
    long before = server.brokerRequests("get-candles");

    ranking.run(many);

    assertThat(assets).isPositive();
    assertThat(server.brokerRequests("get-candles") - before).isEqualTo(assets);
  }
}
