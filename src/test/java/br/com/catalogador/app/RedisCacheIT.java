package br.com.catalogador.app;

import static br.com.catalogador.support.Awaiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.support.RedisServer;
import br.com.catalogador.support.SettableTime;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The product with a real Redis as candle cache. */
@EnabledIf("clockCanBeSet")
class RedisCacheIT {
  private static final String CATALOG = "/api/v1/catalog?asset=EURUSD-OTC&quadrants=50";

  private final RedisServer redis = RedisServer.startWithPassword("s3cr3t-of-redis");

  /** A fixed time within the current minute, so no candle closes during a test. */
  private final SettableTime time = new SettableTime(System.currentTimeMillis() / 60_000 * 60 + 30);

  static boolean clockCanBeSet() {
    return RunningServer.isInThisProcess();
  }

  @AfterEach
  void stop() {
    redis.close();
  }

  private RunningServer start() throws Exception {
    return RunningServer.start(time, "cache.type", "redis", "cache.redisUrl", redis.url());
  }

  private static JsonObject catalog(RunningServer server) {
    ApiClient.Answer answer = server.loggedIn("demo").get(CATALOG);
    assertThat(answer.status()).isEqualTo(200);
    return answer.json();
  }

  @Test
  void aRestartedServerFetchesNoCachedCandles() throws Exception {
    JsonObject before;
    try (RunningServer server = start()) {
      before = catalog(server);
      assertThat(server.brokerRequests("get-candles")).isEqualTo(1);
      until(() -> redis.command("EXISTS catalogador:candles").equals("1"));
      until(() -> redis.command("KEYS catalogador:fetch:*").isEmpty());
    }

    try (RunningServer server = start()) {
      JsonObject after = catalog(server);

      assertThat(after.getJsonArray("rows")).isEqualTo(before.getJsonArray("rows"));
      assertThat(after.getJsonObject("stats").getString("source")).isEqualTo("cache");
      assertThat(server.brokerRequests("get-candles")).isZero();
    }
  }

  @Test
  void startsAndAnswersWithoutRedis() throws Exception {
    redis.stop();
    try (RunningServer server = start()) {
      assertThat(catalog(server).getJsonArray("rows")).hasSize(50);
    }
  }

  @Test
  void usersWithTheSameAssetsShareTheirLists() throws Exception {
    String request = "binary-options.get-initialization-data";
    String list = "catalogador:assets:simulated-1-v1-open";
    try (RunningServer server = start()) {
      ApiClient demo = server.loggedIn("demo");
      until(() -> redis.command("EXISTS " + list).equals("1"));
      redis.command("DEL " + list);
      ApiClient user1 = server.loggedIn("user1");
      until(() -> redis.command("EXISTS " + list).equals("1")); // found equal to that of demo
      long ofLogins = server.brokerRequests(request);
      time.forward(Duration.ofSeconds(60)); // one second more, and the links would count as silent

      JsonObject hers = demo.get("/api/v1/assets").json();
      JsonObject his = user1.get("/api/v1/assets").json();

      assertThat(his).isEqualTo(hers);
      assertThat(server.brokerRequests(request) - ofLogins).isEqualTo(1);
    }
  }
}
