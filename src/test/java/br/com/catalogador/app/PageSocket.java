package br.com.catalogador.app;

import static br.com.catalogador.support.Awaiting.await;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A page's connection to the event-bus bridge: a raw WebSocket without the framing of SockJS. */
public final class PageSocket implements AutoCloseable {
  private static final int MAX_ANSWER = 16 * 1024 * 1024;
  private static final int PATIENCE_SECONDS = 10;

  /** Kept reachable: Vert.x closes the sockets of a client that is garbage. */
  private final WebSocketClient client;

  private final WebSocket socket;
  private final BlockingQueue<JsonObject> messages = new LinkedBlockingQueue<>();
  private final Promise<Void> closed = Promise.promise();
  private final String token;

  private PageSocket(WebSocketClient client, WebSocket socket, String token) {
    this.client = client;
    this.socket = socket;
    this.token = token;
    // Whole messages: a large one comes in several frames.
    socket.textMessageHandler(text -> messages.add(new JsonObject(text)));
    socket.binaryMessageHandler(bytes -> messages.add(new JsonObject(bytes)));
    socket.closeHandler(ignored -> closed.tryComplete());
    socket.exceptionHandler(ignored -> {});
  }

  public static WebSocketClient client(Vertx vertx) {
    return vertx.createWebSocketClient(
        new WebSocketClientOptions()
            .setMaxConnections(Integer.MAX_VALUE)
            .setMaxFrameSize(MAX_ANSWER)
            .setMaxMessageSize(MAX_ANSWER));
  }

  /**
   * Opens a socket.
   *
   * @param token for every message; null for none
   * @param headers headers of the handshake; names and values alternate
   */
  public static PageSocket open(
      WebSocketClient client, RunningServer server, String token, String... headers) {
    WebSocketConnectOptions options =
        new WebSocketConnectOptions()
            .setAbsoluteURI(server.url().replaceFirst("http", "ws") + "/eventbus/websocket");
    for (int i = 0; i < headers.length; i += 2) {
      options.putHeader(headers[i], headers[i + 1]);
    }
    return open(client, options, token);
  }

  /** Opens a socket with other options. */
  public static PageSocket open(
      WebSocketClient client, WebSocketConnectOptions options, String token) {
    return await(client.connect(options).map(socket -> new PageSocket(client, socket, token)));
  }

  /** Sends a text without adding the token. */
  void write(String text) {
    socket.writeTextMessage(text);
  }

  /** Sends a text in two fragments. */
  void sendFragmented(String first, String second) {
    socket.writeFrame(WebSocketFrame.textFrame(first, false));
    socket.writeFrame(WebSocketFrame.continuationFrame(Buffer.buffer(second), true));
  }

  void write(JsonObject message) {
    if (token != null && !message.containsKey("headers")) {
      message.put("headers", new JsonObject().put("authorization", "Bearer " + token));
    }
    write(message.encode());
  }

  public void register(String address) {
    write(new JsonObject().put("type", "register").put("address", address));
  }

  /** Sends a message with a reply address, and returns that address. */
  String send(String address, JsonObject body) {
    String reply = UUID.randomUUID().toString();
    write(
        new JsonObject()
            .put("type", "send")
            .put("address", address)
            .put("replyAddress", reply)
            .put("body", body));
    return reply;
  }

  /** Sends a message and waits for the reply or the error. */
  public JsonObject ask(String address, JsonObject body) {
    String reply = send(address, body);
    return next(message -> reply.equals(message.getString("address")));
  }

  /** The next matching message; others are discarded. */
  JsonObject next(Predicate<JsonObject> wanted) {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    JsonObject message = poll(until - System.nanoTime());
    while (message != null && !wanted.test(message)) {
      message = poll(until - System.nanoTime());
    }
    if (message != null) {
      return message;
    }
    throw new AssertionError("no matching message within " + PATIENCE_SECONDS + " s");
  }

  JsonObject next() {
    return next(any -> true);
  }

  /** The body of the next message for an address. */
  JsonObject nextBody(String address) {
    return next(message -> address.equals(message.getString("address"))).getJsonObject("body");
  }

  private JsonObject poll(long nanos) {
    try {
      return messages.poll(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Received messages that have not been read. */
  BlockingQueue<JsonObject> messages() {
    return messages;
  }

  /** Waits until the server has closed the socket; returns the close code. */
  int closed() {
    await(closed.future());
    return socket.closeStatusCode();
  }

  boolean isClosed() {
    return closed.future().isComplete();
  }

  @Override
  public void close() {
    await(socket.close());
  }
}
