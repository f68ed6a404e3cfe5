package br.com.catalogador.app;

import static br.com.catalogador.app.RankingClient.entries;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Rankings with a broker clock of Wednesday afternoon, when every market is open and the history of
 * most has gaps; ten seconds into a minute, so no candle closes during a test.
 */
@WithServer
class RankingOnAWeekdayIT {
  private static final LocalTime AFTERNOON = LocalTime.of(15, 2, 10);

  private RunningServer server;
  private RankingClient ranking;

  @BeforeEach
  void start() throws Exception {
    ZonedDateTime now = ZonedDateTime.now(ZoneOffset.UTC);
    ZonedDateTime wednesday = now.with(TemporalAdjusters.next(DayOfWeek.WEDNESDAY)).with(AFTERNOON);
    long ahead = Duration.between(now, wednesday).toMillis();
    server.fault(new JsonObject().put("clockOffset", ahead));
    ranking = new RankingClient(server.loggedIn("demo"));
    // Until the first time message of the broker, this machine's clock is used.
    ranking.when(view -> clockOffset() > ahead / 2);
  }

  private long clockOffset() {
    return ranking.api().get("/api/v1/session").json().getLong("clockOffsetMs");
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
