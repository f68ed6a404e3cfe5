package br.com.catalogador.simulator;

import static br.com.catalogador.simulator.BrokerSocket.await;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** A deployed simulator with a clock set by the test, and client methods to access it. */
final class RunningSimulator {
  /** The initial time: a Thursday, 25 seconds into a minute, with everything but stocks open. */
  static final long NOW = Instant.parse("2026-09-24T00:32:25Z").getEpochSecond();

  static final String DEMO = SimulatedUsers.DEMO;

  private final Vertx vertx;
  private final AtomicLong now;
  private final SimulatorVerticle verticle;
  private final WebClient http;

  private RunningSimulator(
      Vertx vertx, AtomicLong now, SimulatorVerticle verticle, WebClient http) {
    this.vertx = vertx;
    this.now = now;
    this.verticle = verticle;
    this.http = http;
  }

  static RunningSimulator start(Vertx vertx) {
    return start(vertx, SimulatorOptions.defaults());
  }

  static RunningSimulator start(Vertx vertx, SimulatorOptions options) {
    AtomicLong now = new AtomicLong(NOW);
    SimulatorVerticle verticle =
        new SimulatorVerticle(options, () -> Instant.ofEpochSecond(now.get()));
    await(vertx.deployVerticle(verticle));
    return new RunningSimulator(vertx, now, verticle, WebClient.create(vertx));
  }

  /** The same simulator, reached from another loopback address. */
  RunningSimulator from(String address) {
    WebClientOptions options = new WebClientOptions();
    options.setLocalAddress(address);
    return new RunningSimulator(vertx, now, verticle, WebClient.create(vertx, options));
  }

  /** An object of keys and values, in turn. */
  static JsonObject json(Object... keysAndValues) {
    JsonObject json = new JsonObject();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      json.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return json;
  }

  /** Sets the broker's clock, UTC epoch seconds. */
  void setClock(long seconds) {
    now.set(seconds);
  }

  int port() {
    return verticle.port();
  }

  HttpResponse<Buffer> login(String path, String email, String password) {
    JsonObject body = new JsonObject().put("identifier", email).put("password", password);
    return await(http.post(port(), SimulatorVerticle.HOST, path).sendJsonObject(body));
  }

  HttpResponse<Buffer> postForm(String path, String form) {
    return await(
        http.post(port(), SimulatorVerticle.HOST, path)
            .putHeader("Content-Type", "application/x-www-form-urlencoded")
            .sendBuffer(Buffer.buffer(form)));
  }

  String ssid(String email) {
    return login(SimulatorVerticle.LOGIN_PATH, email, SimulatedUsers.PASSWORD)
        .bodyAsJsonObject()
        .getString("ssid");
  }

  HttpResponse<Buffer> get(String path) {
    return await(http.get(port(), SimulatorVerticle.HOST, path).send());
  }

  /** Sends a GET request without following redirects. */
  HttpResponse<Buffer> redirect(String path, String cookie) {
    HttpRequest<Buffer> request = http.get(port(), SimulatorVerticle.HOST, path);
    if (cookie != null) {
      request.putHeader("cookie", cookie);
    }
    return await(request.followRedirects(false).send());
  }

  HttpResponse<Buffer> post(String path, String cookie) {
    return await(
        http.post(port(), SimulatorVerticle.HOST, path).putHeader("cookie", cookie).send());
  }

  HttpResponse<Buffer> post(String path, JsonObject body) {
    return await(http.post(port(), SimulatorVerticle.HOST, path).sendJsonObject(body));
  }

  HttpResponse<Buffer> postText(String path, String body) {
    return await(http.post(port(), SimulatorVerticle.HOST, path).sendBuffer(Buffer.buffer(body)));
  }

  /** Changes one fault and returns all faults. */
  JsonObject fault(String name, Object value) {
    HttpResponse<Buffer> response = post("/control/faults", new JsonObject().put(name, value));
    if (response.statusCode() != 200) {
      throw new AssertionError(response.bodyAsString());
    }
    return response.bodyAsJsonObject();
  }

  JsonObject resetFaults() {
    return await(http.delete(port(), SimulatorVerticle.HOST, "/control/faults").send())
        .bodyAsJsonObject();
  }

  /** A socket that is not authenticated. */
  BrokerSocket socket() {
    return BrokerSocket.open(vertx, port());
  }

  /** A socket authenticated as a user. */
  BrokerSocket socket(String email) {
    BrokerSocket socket = socket();
    if (!socket.authenticate(ssid(email))) {
      throw new AssertionError(email + " was not let in");
    }
    return socket;
  }
}
