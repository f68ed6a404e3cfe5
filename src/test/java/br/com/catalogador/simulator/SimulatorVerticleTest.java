package br.com.catalogador.simulator;

import static br.com.catalogador.simulator.BrokerSocket.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.junit5.VertxExtension;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class SimulatorVerticleTest {
  private static final long NOW = Instant.parse("2026-09-24T00:32:25Z").getEpochSecond();

  private final SimulatorVerticle simulator =
      new SimulatorVerticle(
          SimulatorOptions.defaults(), InstantSource.fixed(Instant.ofEpochSecond(NOW)));
  private WebClient http;
  private BrokerSocket socket;

  @BeforeEach
  void start(Vertx vertx) {
    await(vertx.deployVerticle(simulator));
    http = WebClient.create(vertx);
    socket = BrokerSocket.open(vertx, simulator.port());
  }

  private HttpResponse<Buffer> login(String email, String password) {
    return await(
        http.post(simulator.port(), SimulatorVerticle.HOST, SimulatorVerticle.LOGIN_PATH)
            .sendJsonObject(new JsonObject().put("identifier", email).put("password", password)));
  }

  private String ssid(String email) {
    return login(email, SimulatedUsers.PASSWORD).bodyAsJsonObject().getString("ssid");
  }

  @Test
  void answersThousandCandlesInOneFrame() {
    assertThat(socket.authenticate(ssid("demo@catalogador.local"))).isTrue();
    JsonObject frame =
        socket.ask(
            "get-candles",
            new JsonObject()
                .put("active_id", 76)
                .put("size", 60)
                .put("to", NOW)
                .put("count", 5000));
    assertThat(frame.getJsonObject("msg").getJsonArray("candles")).hasSize(1000);
  }
}
