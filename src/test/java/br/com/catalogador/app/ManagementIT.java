package br.com.catalogador.app;

import static br.com.catalogador.support.Awaiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.app.ApiClient.Answer;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

@WithServer
class ManagementIT {
  private static RunningServer server;

  @Test
  void isAliveAndReady() {
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
  void isDegradedWhileTheBrokerRefusesCandlesToEverybody() throws Exception {
    try (RunningServer refused = RunningServer.start()) {
      ApiClient user = refused.loggedIn("user7");
      refused.fault(new JsonObject().put("statuses", new JsonObject().put("get-candles", 4000)));
      for (int i = 0; i < 10; i++) {
        String path = "/api/v1/catalog?asset=EURUSD-OTC&quadrants=" + (10 + i);
        assertThat(user.get(path).code()).isEqualTo("broker_refused");
      }

      JsonObject broker =
          refused
              .management()
              .get("/health/ready")
              .json()
              .getJsonObject("parts")
              .getJsonObject("broker");

      assertThat(broker.getString("status")).isEqualTo("DEGRADED");
      assertThat(broker.getJsonArray("failing")).containsExactly("get-candles");
    }
  }

  @Test
  void doesNotServeHealthAndMetricsOnThePublicPort() {
    for (String path : new String[] {"/health/live", "/health/ready", "/metrics"}) {
      assertThat(server.client().get(path).status()).as(path).isEqualTo(404);
    }
  }

  /** Requests by DNS rebinding, or with an Origin. */
  @Test
  void rejectsRequestsOfBrowserPages() throws Exception {
    RawRequests raw = new RawRequests(server.managementUrl());
    for (String host : new String[] {"evil.example", "evil.example:9090", "localhost.evil", ""}) {
      assertThat(
              raw.send(
                  "PUT /loggers/ROOT HTTP/1.1\r\nHost: "
                      + host
                      + "\r\nConnection: close\r\nContent-Length: 15\r\n\r\n{\"level\":\"OFF\"}"))
          .as(host)
          .startsWith("HTTP/1.1 403 ");
    }
    for (String host : new String[] {"localhost", "LOCALHOST:9090", "127.0.0.1", "[::1]:9090"}) {
      String request = "GET /loggers HTTP/1.1\r\nConnection: close\r\nHost: " + host + "\r\n";
      assertThat(raw.send(request + "\r\n")).as(host).startsWith("HTTP/1.1 200 ");
      assertThat(raw.send(request + "Origin: http://localhost\r\n\r\n"))
          .as(host)
          .startsWith("HTTP/1.1 403 ");
    }
  }

  @Test
  void countsRequestsByRouteTemplate() {
    ApiClient user = server.loggedIn("user3");
    user.get("/api/v1/candles?asset=EURUSD-OTC&count=5");

    // A request is counted once its answer has been sent.
    until(() -> metrics().lines().anyMatch(ManagementIT::isCandlesAnswered));
    String metrics = metrics();
    assertThat(metrics).contains("jvm_memory_used_bytes");
    assertThat(metrics).doesNotContain("EURUSD", "session.", "user3");
  }

  private String metrics() {
    return server.management().get("/metrics").text();
  }

  private static boolean isCandlesAnswered(String line) {
    return line.startsWith("vertx_http_server_requests_total{")
        && line.contains("code=\"200\"")
        && line.contains("/candles");
  }
}
