package br.com.catalogador.simulator;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * A WebSocket client of the broker for tests, which sends frames and waits for received ones. Each
 * frame is returned once. Used from the test's thread, which it blocks for at most ten seconds.
 */
final class BrokerSocket {
  private static final int LARGEST_FRAME = 2 << 20;

  private final WebSocketClient client; // kept: a client that is collected closes its sockets
  private final WebSocket socket;
  private final List<JsonObject> unread = new ArrayList<>();
  private final List<Waiter> waiters = new ArrayList<>();
  private final List<String> invalid = new CopyOnWriteArrayList<>();
  private final Promise<Void> closing = Promise.promise();
  private int lastId;

  private record Waiter(Predicate<JsonObject> wanted, Promise<JsonObject> promise) {}

  private BrokerSocket(WebSocketClient client, WebSocket socket) {
    this.client = client;
    this.socket = socket;
  }

  /** Opens a socket that is not authenticated yet. */
  static BrokerSocket open(Vertx vertx, int port) {
    WebSocketClientOptions options =
        new WebSocketClientOptions()
            .setMaxFrameSize(LARGEST_FRAME)
            .setMaxMessageSize(LARGEST_FRAME);
    WebSocketClient client = vertx.createWebSocketClient(options);
    // The handler is set on the event loop that completes the connection, so no frame is lost.
    return await(
        client
            .connect(port, SimulatorVerticle.HOST, SimulatorVerticle.SOCKET_PATH)
            .map(
                connected -> {
                  BrokerSocket socket = new BrokerSocket(client, connected);
                  connected.textMessageHandler(socket::receive);
                  connected.binaryMessageHandler(bytes -> socket.invalid.add("bytes"));
                  connected.closeHandler(ignored -> socket.closing.tryComplete());
                  return socket;
                }));
  }

  static <T> T await(Future<T> future) {
    try {
      return future.await(10, SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("nothing came within ten seconds", e);
    }
  }

  /** Waits until the simulator has handled everything sent before. */
  void settle() {
    ask("features.get-features", new JsonObject());
  }

  private void receive(String text) {
    try {
      receive(new JsonObject(text));
    } catch (DecodeException ignored) {
      invalid.add(text);
    }
  }

  private synchronized void receive(JsonObject frame) {
    Iterator<Waiter> remaining = waiters.iterator();
    while (remaining.hasNext()) {
      Waiter waiter = remaining.next();
      if (waiter.wanted.test(frame)) {
        remaining.remove();
        waiter.promise.complete(frame);
        return;
      }
    }
    unread.add(frame);
  }

  private synchronized Future<JsonObject> find(Predicate<JsonObject> wanted) {
    Iterator<JsonObject> frames = unread.iterator();
    while (frames.hasNext()) {
      JsonObject frame = frames.next();
      if (wanted.test(frame)) {
        frames.remove();
        return Future.succeededFuture(frame);
      }
    }
    Promise<JsonObject> promise = Promise.promise();
    waiters.add(new Waiter(wanted, promise));
    return promise.future();
  }

  /** The first unread frame of a name, or the next one to come. */
  JsonObject next(String name) {
    return await(find(frame -> name.equals(frame.getString("name"))));
  }

  /** The first unread frame of a kind, or the next one to come. */
  JsonObject next(Predicate<JsonObject> wanted) {
    return await(find(wanted));
  }

  /** The first unread frame that answers a request id, or the next one to come. */
  JsonObject answer(String requestId) {
    return await(find(frame -> requestId.equals(frame.getString("request_id"))));
  }

  /** All frames received that are not JSON objects; a binary frame is {@code "bytes"}. */
  List<String> invalid() {
    return invalid;
  }

  /** Waits until either side has closed the socket. */
  void awaitClose() {
    await(closing.future());
  }

  /** Whether there is an unread frame of a name. */
  synchronized boolean hasUnread(String name) {
    return unread.stream().anyMatch(frame -> name.equals(frame.getString("name")));
  }

  /** The request ids of all unread frames. */
  synchronized List<String> unreadIds() {
    return unread.stream().map(frame -> frame.getString("request_id")).toList();
  }

  void send(JsonObject frame) {
    await(socket.writeTextMessage(frame.encode()));
  }

  /** Sends a frame under a new request id and returns the id. */
  String send(String name, Object msg) {
    String id = String.valueOf(++lastId);
    send(new JsonObject().put("name", name).put("request_id", id).put("msg", msg));
    return id;
  }

  boolean authenticate(String ssid) {
    String id = send("authenticate", new JsonObject().put("ssid", ssid).put("protocol", 3));
    return answer(id).getBoolean("msg");
  }

  /** Sends a request and returns its data frame, for a socket without acknowledgements. */
  JsonObject ask(String name, JsonObject body) {
    return answer(request(name, body));
  }

  /** Sends a request and returns its id. */
  String request(String name, JsonObject body) {
    return send(
        "sendMessage", new JsonObject().put("name", name).put("version", "1.0").put("body", body));
  }

  String subscribe(String name, JsonObject filters) {
    return send("subscribeMessage", subscription(name, filters));
  }

  static JsonObject subscription(String name, JsonObject filters) {
    return new JsonObject()
        .put("name", name)
        .put("params", new JsonObject().put("routingFilters", filters));
  }

  void close() {
    await(socket.close());
    await(client.close());
  }
}
