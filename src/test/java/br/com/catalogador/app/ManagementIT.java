package br.com.catalogador.app;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.app.ApiClient.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ManagementIT {
  private static RunningServer server;

  @BeforeAll
  static void start() throws Exception {
    server = RunningServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aServerThatAnswersIsAliveAndReady() {
    Answer live = server.management().get("/health/live");
    Answer ready = server.management().get("/health/ready");

    assertThat(live.status()).isEqualTo(200);
    assertThat(live.json().getString("status")).isEqualTo("UP");
    assertThat(ready.status()).isEqualTo(200);
    assertThat(ready.json().getString("status")).isEqualTo("UP");
    assertThat(ready.json().getJsonObject("parts").getJsonObject("http").getString("status"))
        .isEqualTo("UP");
  }

  @Test
  void healthAndMetricsAreNotOnThePublicPort() {
    for (String path : new String[] {"/health/live", "/health/ready", "/metrics"}) {
      assertThat(server.client().get(path).status()).as(path).isEqualTo(404);
    }
  }

  @Test
  void requestsAreCountedByRouteAndNotByWhatTheyName() {
    ApiClient user = server.loggedIn("user3");
    user.get("/api/v1/candles?asset=EURUSD-OTC&count=5");

    String metrics = server.management().get("/metrics").text();

    assertThat(metrics.lines())
        .anyMatch(
            line ->
                line.startsWith("vertx_http_server_requests_total{")
                    && line.contains("code=\"200\"")
                    && line.contains("/candles"));
    assertThat(metrics).contains("jvm_memory_used_bytes");
    assertThat(metrics).doesNotContain("EURUSD", "session.", "user3");
  }
}
