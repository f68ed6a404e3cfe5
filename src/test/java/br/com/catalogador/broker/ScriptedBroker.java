package br.com.catalogador.broker;

import br.com.catalogador.support.Awaiting;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A broker scripted by the test, which receives the frames one by one with {@link #next()} and
 * answers them itself. It is independent of the product's simulator and deliberately behaves
 * differently: its clock is sent first, and pushes arrive between the answers.
 */
public final class ScriptedBroker {
  /** The broker's clock in epoch seconds; never the local time. */
  public static final long NOW = Instant.parse("2026-09-24T12:34:30Z").getEpochSecond();

  public static final String LOGIN = "/v2/login";
  public static final String VERIFY = "/api/v2/verify/2fa";

  /** The second-factor path on the login host. */
  public static final String VERIFY_AT_LOGIN = "/v2/verify/2fa";

  public static final String LOGOUT = "/api/v1.0/logout";

  private static final String HOST = "127.0.0.1";
  private static final Duration PATIENT = Duration.ofMinutes(5);

  private final BlockingQueue<ReceivedRequest> requests = new LinkedBlockingQueue<>();
  private final BlockingQueue<JsonObject> heartbeats = new LinkedBlockingQueue<>();
  private final Queue<JsonObject> logins = new ConcurrentLinkedQueue<>();
  private final List<HttpConnection> connections = new CopyOnWriteArrayList<>();
  private final boolean tls;
  private volatile Consumer<ReceivedRequest> loginHandler = ReceivedRequest::greet;
  private final Map<String, Consumer<HttpServerRequest>> scripts = new ConcurrentHashMap<>();
  private final List<String> socketsFrom = new CopyOnWriteArrayList<>();
  private final Queue<Posted> posts = new ConcurrentLinkedQueue<>();
  private volatile boolean silentTime;
  private volatile ServerWebSocket socket;
  private volatile MultiMap handshake;
  private volatile Promise<Void> closed;
  private HttpServer server;

  private ScriptedBroker(boolean tls) {
    this.tls = tls;
  }

  public static ScriptedBroker start(Vertx vertx) {
    return start(vertx, new HttpServerOptions());
  }

  public static ScriptedBroker start(Vertx vertx, HttpServerOptions options) {
    ScriptedBroker broker = new ScriptedBroker(options.isSsl());
    broker.server =
        Awaiting.await(
            vertx
                .createHttpServer(options.setHost(HOST).setPort(0))
                .connectionHandler(broker.connections::add)
                .requestHandler(broker::posted)
                .webSocketHandler(broker::accept)
                .listen());
    return broker;
  }

  /** Sends no {@code timeSync}. */
  public ScriptedBroker withoutTime() {
    silentTime = true;
    return this;
  }

  /** Client options with long time-outs. */
  public BrokerOptions options() {
    return options(PATIENT, PATIENT, 8);
  }

  public BrokerOptions options(
      Duration connectTimeout, Duration requestTimeout, int requestsInFlight) {
    return options(connectTimeout, requestTimeout, requestsInFlight, 1_000, 10_000);
  }

  /** Client options with a rate limit. */
  BrokerOptions paced(int requestsPerSecond, int requestsBurst) {
    return options(PATIENT, PATIENT, 8, requestsPerSecond, requestsBurst);
  }

  private BrokerOptions options(
      Duration connectTimeout,
      Duration requestTimeout,
      int requestsInFlight,
      int requestsPerSecond,
      int requestsBurst) {
    // The certificate is valid for a host name.
    String address = (tls ? "s://localhost:" : "://" + HOST + ":") + server.actualPort();
    return new BrokerOptions(
        "ws" + address + "/echo/websocket",
        "http" + address + LOGIN,
        "http" + address + VERIFY,
        "http" + address + LOGOUT,
        82,
        connectTimeout,
        requestTimeout,
        requestsInFlight,
        requestsPerSecond,
        requestsBurst,
        BrokerNetwork.DEFAULT,
        null);
  }

  /** Client options that leave this machine in another way. */
  public BrokerOptions through(BrokerNetwork network) {
    BrokerOptions options = options();
    return new BrokerOptions(
        options.socketUrl(),
        options.loginUrl(),
        options.twoFactorUrl(),
        options.logoutUrl(),
        options.platform(),
        options.connectTimeout(),
        options.requestTimeout(),
        options.requestsInFlight(),
        options.requestsPerSecond(),
        options.requestsBurst(),
        network,
        options.oauth());
  }

  /** Leaves {@code authenticate} and {@code setOptions} to the test, like any other request. */
  public ScriptedBroker manualGreeting() {
    loginHandler = requests::add;
    return this;
  }

  /**
   * A received HTTP request.
   *
   * @param cookie the header, or null
   * @param from the client's IP address
   */
  public record Posted(String path, JsonObject body, String cookie, String from) {}

  /** Sets the answer to logins; without it they are not answered. */
  public ScriptedBroker onLogin(Consumer<HttpServerRequest> script) {
    return on(LOGIN, script);
  }

  public ScriptedBroker onLogin(int status, String body) {
    return on(LOGIN, status, body);
  }

  /** Sets the answer to requests of a path; without it they are not answered. */
  public ScriptedBroker on(String path, Consumer<HttpServerRequest> script) {
    scripts.put(path, script);
    return this;
  }

  public ScriptedBroker on(String path, int status, String body) {
    return on(path, request -> request.response().setStatusCode(status).end(body));
  }

  private void posted(HttpServerRequest request) {
    request
        .body()
        .map(body -> body.length() == 0 ? new JsonObject() : body.toJsonObject())
        .onSuccess(
            body -> {
              posts.add(
                  new Posted(
                      request.path(),
                      body,
                      request.getHeader("Cookie"),
                      request.remoteAddress().host()));
              if (request.path().equals(LOGIN)) {
                logins.add(body);
              }
              scripts.getOrDefault(request.path(), ignored -> {}).accept(request);
            });
  }

  /** All requests of a path so far. */
  public List<Posted> posted(String path) {
    return posts.stream().filter(post -> post.path().equals(path)).toList();
  }

  /** The bodies of all logins so far. */
  public List<JsonObject> logins() {
    return List.copyOf(logins);
  }

  private void accept(ServerWebSocket opened) {
    socket = opened;
    socketsFrom.add(opened.remoteAddress().host());
    handshake = opened.headers();
    Promise<Void> end = Promise.promise();
    opened.closeHandler(ignored -> end.complete());
    closed = end;
    opened.textMessageHandler(text -> received(opened, text));
    if (!silentTime) {
      opened.writeTextMessage(
          new JsonObject().put("name", "timeSync").put("msg", NOW * 1000).encode());
    }
  }

  private void received(ServerWebSocket from, String text) {
    JsonObject frame = new JsonObject(text);
    switch (frame.getString("name")) {
      case "heartbeat" -> heartbeats.add(frame);
      case "authenticate", "setOptions" -> loginHandler.accept(new ReceivedRequest(from, frame));
      default -> requests.add(new ReceivedRequest(from, frame));
    }
  }

  /** The clients' IP addresses of all sockets so far, oldest first. */
  public List<String> socketsFrom() {
    return List.copyOf(socketsFrom);
  }

  /** Headers of the newest socket's handshake. */
  public MultiMap handshake() {
    return handshake;
  }

  /** Waits for the next request. */
  public ReceivedRequest next() {
    return poll(requests);
  }

  public JsonObject nextHeartbeat() {
    return poll(heartbeats);
  }

  private static <T> T poll(BlockingQueue<T> queue) {
    try {
      T next = queue.poll(Awaiting.LIMIT_SECONDS, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("the client sent nothing");
      }
      return next;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * The requests not returned by {@link #next()} yet, after everything sent by the client so far
   * has arrived.
   */
  public List<ReceivedRequest> waiting() {
    Promise<Void> pong = Promise.promise();
    socket.pongHandler(ignored -> pong.tryComplete());
    // The client's pong follows everything that it wrote before.
    Awaiting.await(socket.writePing(Buffer.buffer("fence")));
    Awaiting.await(pong.future());
    return List.copyOf(requests);
  }

  /** Completes once the newest socket is closed. */
  public Future<Void> closed() {
    return closed.future();
  }

  /** Sends one frame, possibly a fragment, to the newest socket if it is open. */
  void frame(WebSocketFrame frame) {
    Awaiting.await(socket.writeFrame(frame).otherwiseEmpty());
  }

  /** The newest socket. */
  ServerWebSocket newest() {
    return socket;
  }

  /** Makes an earlier socket the newest one. */
  void to(ServerWebSocket earlier) {
    socket = earlier;
  }

  /** Sends any text to the newest socket. */
  public void send(String text) {
    Awaiting.await(socket.writeTextMessage(text));
  }

  /** Sends many frames to the newest socket, texts and bytes, and waits for the last to arrive. */
  public void sendAll(List<?> frames) {
    for (Object frame : frames) {
      if (frame instanceof Buffer bytes) {
        socket.writeBinaryMessage(bytes);
      } else {
        socket.writeTextMessage((String) frame);
      }
    }
    waiting();
  }

  /** Closes the newest socket with a close frame. */
  public void close() {
    Awaiting.await(socket.close());
  }

  /** Aborts every connection, like a network failure. */
  public void cut() {
    Awaiting.await(Future.all(connections.stream().map(HttpConnection::close).toList()));
  }

  /** A request of the client, to be answered by the test, on the socket that it came from. */
  public static final class ReceivedRequest {
    private final ServerWebSocket from;
    private final JsonObject frame;

    private ReceivedRequest(ServerWebSocket from, JsonObject frame) {
      this.from = from;
      this.frame = frame;
    }

    private boolean forService() {
      return frame.getString("name").equals("sendMessage");
    }

    /** The service's request, or the frame's own name. */
    public String name() {
      return forService() ? msg().getString("name") : frame.getString("name");
    }

    public String version() {
      return msg().getString("version");
    }

    public String id() {
      return frame.getString("request_id");
    }

    public JsonObject msg() {
      return frame.getJsonObject("msg");
    }

    public JsonObject body() {
      return msg().getJsonObject("body");
    }

    private void greet() {
      if (name().equals("authenticate")) {
        write(new JsonObject().put("name", "front").put("msg", "ws05").put("session_id", "f"));
        answer("authenticated", true, null);
      } else {
        acknowledge(true);
      }
    }

    /** The notice that comes before the answer. */
    public void acknowledge(boolean success) {
      answer("result", new JsonObject().put("success", success), null);
    }

    public void answer(Object msg) {
      answer(answerName(), msg, 2000);
    }

    /** A refusal that keeps the name of the normal answer. */
    public void refuse(int status) {
      answer(answerName(), new JsonObject().put("message", "not found. bad routing"), status);
    }

    public void answer(String name, Object msg, Integer status) {
      JsonObject answer = new JsonObject().put("request_id", id()).put("name", name);
      answer.put("msg", msg instanceof List<?> list ? new JsonArray(list) : msg);
      write(status == null ? answer : answer.put("status", status));
    }

    private String answerName() {
      String operation = name().substring(name().lastIndexOf('.') + 1);
      return operation.startsWith("get-") ? operation.substring("get-".length()) : operation;
    }

    private void write(JsonObject answer) {
      from.writeTextMessage(answer.encode());
    }
  }
}
