package br.com.catalogador.broker;

import static br.com.catalogador.support.Awaiting.await;

import br.com.catalogador.support.Loop;
import br.com.catalogador.support.Secret;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;

/** The client side of the broker's socket, on its own event loop. */
final class Client {
  static final Secret SSID = new Secret("0123456789abcdef");

  /** The local clock: 90 s behind the broker's. */
  static final InstantSource LOCAL_TIME =
      InstantSource.fixed(Instant.ofEpochSecond(ScriptedBroker.NOW - 90));

  final Loop loop;
  private final Vertx vertx;
  private final WebSocketClient sockets;
  private final BrokerOptions options;
  PolariumSocket socket;

  Client(Vertx vertx, BrokerOptions options) {
    this.vertx = vertx;
    this.options = options;
    this.loop = new Loop(vertx);
    this.sockets = vertx.createWebSocketClient();
  }

  /** A client whose socket is open and authenticated. */
  static Client connected(Vertx vertx, BrokerOptions options) {
    Client client = new Client(vertx, options);
    await(client.open());
    return client;
  }

  Future<PolariumSocket> open() {
    return loop.start(this::connect).onSuccess(opened -> socket = opened);
  }

  private Future<PolariumSocket> connect() {
    PolariumSocket opening =
        new PolariumSocket(
            vertx,
            sockets,
            options,
            new BrokerClock(LOCAL_TIME),
            new ProtocolAnomalies(BrokerMeters.of(vertx)),
            ignored -> false,
            FrameTap.NONE);
    return opening.connect().compose(ignored -> opening.authenticate(SSID)).map(opening);
  }

  Future<Frame> request(String name) {
    return loop.start(() -> socket.request(name, "1.0", new JsonObject()));
  }

  /** A request with a time-out of its own; the greeting has the longer one of the options. */
  Future<Frame> request(String name, Duration limit) {
    return loop.start(() -> socket.request(name, "1.0", new JsonObject(), limit));
  }

  <T> Future<T> api(Function<PolariumApi, Future<T>> call) {
    return loop.start(() -> call.apply(new PolariumApi(socket)));
  }
}
