package br.com.catalogador.app;

import static br.com.catalogador.support.Awaiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.app.ApiClient.Answer;
import br.com.catalogador.support.RedisServer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The product under load during an outage of Redis. */
class RedisOutageIT {
  private static final int USERS = 10;
  private static final Duration OUTAGE = Duration.ofSeconds(6);
  private static final List<String> ASSETS = List.of("EURUSD-OTC", "GBPUSD-OTC", "USDJPY-OTC");

  private final RedisServer redis = RedisServer.start();
  private RunningServer server;

  @BeforeEach
  void start() throws Exception {
    server =
        RunningServer.start(
            "sessions.store",
            "redis",
            "sessions.redisUrl",
            redis.url(),
            "cache.type",
            "redis",
            "cache.redisUrl",
            redis.url());
  }

  @AfterEach
  void stop() {
    server.close();
    redis.close();
  }

  private Answer ready() {
    return server.management().get("/health/ready");
  }

  private String state(String part, String fact) {
    JsonObject parts = ready().json().getJsonObject("parts");
    return parts.getJsonObject(part).getString(fact);
  }

  /** Sends requests one after another until stopped; counts the answers by status. */
  private static CompletableFuture<Void> load(
      ApiClient user, int turn, CompletableFuture<Void> end, Map<Integer, Integer> statuses) {
    if (end.isDone()) {
      return CompletableFuture.completedFuture(null);
    }
    String asset = ASSETS.get(turn % ASSETS.size());
    return user.getLater("/api/v1/catalog?asset=" + asset + "&quadrants=" + (10 + turn % 20))
        .thenCompose(
            answer -> {
              statuses.merge(answer.status(), 1, Integer::sum);
              return load(user, turn + 1, end, statuses);
            });
  }

  @Test
  void aRedisOutageFailsNoRequestAndIsReported() throws Exception {
    List<ApiClient> users =
        IntStream.range(0, USERS).mapToObj(i -> server.loggedIn("user" + i)).toList();
    assertThat(ready().json().getString("status")).isEqualTo("UP");
    Map<Integer, Integer> statuses = new ConcurrentHashMap<>();
    CompletableFuture<Void> end = new CompletableFuture<>();
    List<CompletableFuture<Void>> load =
        users.stream().map(user -> load(user, 0, end, statuses)).toList();

    redis.stop();
    long stopped = System.nanoTime();
    until(
        () -> "DOWN".equals(state("cache", "redis")) && "DOWN".equals(state("sessions", "store")));
    Answer degraded = ready();
    ApiClient late = server.loggedIn("user1");
    assertThat(late.post("/api/v1/logout", "").status()).isEqualTo(204);
    Answer unknown = server.client().login("user50@catalogador.local", "demo-1234");
    String metrics = server.management().get("/metrics").text();
    new CompletableFuture<Void>()
        .completeOnTimeout(
            null, OUTAGE.toNanos() - (System.nanoTime() - stopped), TimeUnit.NANOSECONDS)
        .join();
    redis.restart();
    until(() -> "UP".equals(ready().json().getString("status")));
    until(() -> server.metrics().sum("catalogador_redis_up") == 2);
    end.complete(null);
    load.forEach(CompletableFuture::join);

    assertThat(statuses).containsOnlyKeys(200);
    assertThat(unknown.status()).isEqualTo(503);
    assertThat(unknown.code()).isEqualTo("store_unavailable");
    assertThat(degraded.status()).isEqualTo(200);
    assertThat(degraded.json().getString("status")).isEqualTo("DEGRADED");
    assertThat(metrics)
        .contains("catalogador_redis_up{part=\"cache\"} 0.0")
        .contains("catalogador_redis_up{part=\"sessions\"} 0.0");
    assertThat(late.get("/api/v1/session").code()).isEqualTo("session_ended");
    assertThat(users.get(1).get("/api/v1/session").status()).isEqualTo(200);
    assertThat(server.loggedIn("user50").get("/api/v1/session").status()).isEqualTo(200);
  }
}
