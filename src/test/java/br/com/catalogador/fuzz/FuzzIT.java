package br.com.catalogador.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.app.ApiClient;
import br.com.catalogador.app.RunningServer;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Whatever is sent, the answer is one that {@code openapi.yaml} promises. A thousand requests,
 * always the same (300 of them within this process); {@code scripts/fuzz} sends more, and others.
 */
class FuzzIT {
  private static final int REQUESTS =
      Integer.getInteger(
          "catalogador.fuzz.requests", RunningServer.isInThisProcess() ? 300 : 1_000);
  private static final long SEED = Long.getLong("catalogador.fuzz.seed", 20_261_122);
  private static final Duration LONGEST = Duration.ofMinutes(15);

  @Test
  void whateverIsSentIsAnsweredAsPromised() throws Exception {
    Vertx vertx = Vertx.vertx();
    try (RunningServer server = RunningServer.start("auth.loginAttempts", "1000000")) {
      long begin = System.nanoTime();
      List<Caller> callers =
          Stream.of("user1", "user2", "user3", "user4").map(it -> new Caller(server, it)).toList();
      Values values = new Values(new Random(SEED), symbols(server.loggedIn("demo")));
      Fuzzer fuzzer = new Fuzzer(vertx, server.url(), new Shots(values, callers));

      fuzzer
          .run(REQUESTS)
          .toCompletionStage()
          .toCompletableFuture()
          .get(LONGEST.toSeconds(), TimeUnit.SECONDS);

      System.out.printf(
          "fuzz: %d requests, seed %d, %d s; %s%n",
          REQUESTS, SEED, Duration.ofNanos(System.nanoTime() - begin).toSeconds(), fuzzer.report());
      assertThat(fuzzer.findings()).as("seed %d", SEED).isEmpty();
      assertThat(server.loggedIn("user5").get("/api/v1/session").status()).isEqualTo(200);
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get();
    }
  }

  private static List<String> symbols(ApiClient client) {
    return client.get("/api/v1/assets?open=true").json().getJsonArray("assets").stream()
        .map(asset -> ((JsonObject) asset).getString("symbol"))
        .toList();
  }
}
