package br.com.catalogador.broker;

import br.com.catalogador.broker.ProtocolAnomalies.Kind;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.support.ContextPromise;
import br.com.catalogador.support.Secret;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One WebSocket to the broker: authenticates, numbers requests, sends them within the rate limits,
 * matches answers to them, and fails each request without an answer within its time-out. Used for
 * one connection only; {@link PolariumLink} opens the next. Confined to the event loop it was
 * opened on.
 */
final class PolariumSocket implements BrokerRequests {
  static final String USER_AGENT = "catalogador";
  private static final Logger LOG = LoggerFactory.getLogger(PolariumSocket.class);
  private static final int PROTOCOL = 3;

  /** The id of the authentication request, which is always the first. */
  private static final String FIRST_REQUEST = "1";

  /** {@code retryAfter} of requests that the rate limit kept from being answered. */
  private static final long RETRY_SECONDS = 5;

  private final Vertx vertx;
  private final BrokerOptions options;
  private final BrokerMeters meters;
  private final BrokerClock clock;
  private final ProtocolAnomalies anomalies;
  private final Listener listener;
  private final ClientWebSocket socket;
  private final TokenBucket limiter;
  private final TokenBucket serverLimiter;
  private final Map<String, Pending> pending = new HashMap<>();
  private final Map<String, Long> sentAt = new HashMap<>();
  private final Deque<String> queue = new ArrayDeque<>();

  /** Pending requests that the broker refused because of its rate limit and that are sent again. */
  private final Set<String> refusedByRateLimit = new HashSet<>();

  private final Promise<Void> closed = Promise.promise();
  private boolean connected;
  private long lastRequestId;

  /**
   * The request that waits for its token, and blocks the queue behind it; null if there is none.
   */
  private String delayed;

  /**
   * A request without an answer, sent or queued.
   *
   * @param acknowledged whether the {@code result} frame is itself the answer; otherwise it is a
   *     notice before the answer
   * @param text the frame to send
   */
  private record Pending(boolean acknowledged, String text, long timer, Promise<Frame> answer) {}

  /** Receives what does not answer a request, on the socket's event loop. */
  interface Listener {
    /** A frame of any kind was received. */
    default void received() {}

    /** A frame that does not answer a request; returns false if no subscriber uses it. */
    boolean pushed(Frame frame);

    /** The broker no longer accepts the session id. */
    default void unauthorized() {}
  }

  PolariumSocket(
      Vertx vertx,
      WebSocketClient client,
      BrokerOptions options,
      BrokerClock clock,
      ProtocolAnomalies anomalies,
      Listener listener) {
    this.vertx = vertx;
    this.options = options;
    this.meters = BrokerMeters.of(vertx);
    this.clock = clock;
    this.anomalies = anomalies;
    this.listener = listener;
    this.socket = client.webSocket();
    this.limiter =
        new TokenBucket(options.requestsPerSecond(), options.requestsBurst(), System.nanoTime());
    this.serverLimiter = TokenBucket.ofServer(vertx);
  }

  /** Connects, or fails and closes the socket within the connect time-out. */
  Future<Void> connect() {
    socket.textMessageHandler(this::received);
    socket.binaryMessageHandler(
        ignored -> {
          listener.received();
          anomalies.note(Kind.BINARY);
        });
    socket.closeHandler(ignored -> fail(FailureKind.BROKER_UNAVAILABLE));
    socket.exceptionHandler(cause -> LOG.debug("broker socket: {}", cause.toString()));
    return socket
        .connect(target())
        .onSuccess(ignored -> opened())
        .timeout(options.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
        .recover(cause -> Future.failedFuture(unreachable(cause)))
        .onFailure(ignored -> close())
        .mapEmpty();
  }

  private WebSocketConnectOptions target() {
    WebSocketConnectOptions target =
        new WebSocketConnectOptions()
            .setAbsoluteURI(options.socketUrl())
            .addHeader("Cookie", "platform=" + options.platform())
            .addHeader("Origin", options.origin())
            .addHeader("User-Agent", USER_AGENT);
    target.setTimeout(options.connectTimeout().toMillis());
    return target;
  }

  private void opened() {
    connected = true;
    InboundBudget.of(vertx).watch(socket);
    if (closed.future().isComplete()) {
      socket.close();
    }
  }

  private static Failure unreachable(Throwable cause) {
    LOG.debug("broker unreachable: {}", cause.toString());
    return Unreachable.failure(cause);
  }

  /**
   * Authenticates; on failure the socket is closed. On success it also requests acknowledgements
   * without waiting for the answer, because nothing depends on them.
   *
   * @return nothing, or SESSION_ENDED if the broker refuses the session id
   */
  Future<Void> authenticate(Secret ssid) {
    JsonObject msg =
        new JsonObject()
            .put("ssid", ssid.value())
            .put("protocol", PROTOCOL)
            .put("session_id", "")
            .put("client_session_id", "");
    return send("authenticate", "authenticate", msg, false, options.requestTimeout())
        .compose(PolariumSocket::accepted)
        .onSuccess(
            ignored -> sendAcknowledged("setOptions", new JsonObject().put("sendResults", true)))
        .onFailure(ignored -> close());
  }

  private static Future<Void> accepted(Frame answer) {
    return LenientJson.flag(answer.msg())
        ? Future.succeededFuture()
        : Future.failedFuture(Failure.of(FailureKind.SESSION_ENDED));
  }

  @Override
  public BrokerClock clock() {
    return clock;
  }

  /** Completes when the socket is closed, by either side. */
  Future<Void> closed() {
    return closed.future();
  }

  /** Closes the socket; pending requests fail at once, without waiting for the broker. */
  Future<Void> close() {
    return close(FailureKind.BROKER_UNAVAILABLE);
  }

  /**
   * Closes the socket with a given failure for pending requests: SESSION_ENDED lets the link repeat
   * them after authenticating again.
   */
  Future<Void> close(FailureKind failure) {
    fail(failure);
    Future<Void> closing =
        connected && !socket.isClosed() ? socket.close() : Future.succeededFuture();
    return closing.otherwiseEmpty();
  }

  @Override
  public Future<Frame> request(String name, String version, JsonObject body) {
    return request(name, version, body, options.requestTimeout());
  }

  /** Like {@link #request(String, String, JsonObject)} with its own time-out. */
  Future<Frame> request(String name, String version, JsonObject body, Duration limit) {
    JsonObject msg = new JsonObject().put("name", name).put("version", version).put("body", body);
    return send(name, "sendMessage", msg, false, limit);
  }

  Future<Void> subscribe(PushTopic topic) {
    return sendAcknowledged("subscribeMessage", topic.message());
  }

  Future<Void> unsubscribe(PushTopic topic) {
    return sendAcknowledged("unsubscribeMessage", topic.message());
  }

  private Future<Void> sendAcknowledged(String name, JsonObject msg) {
    return send(name, name, msg, true, options.requestTimeout()).mapEmpty();
  }

  /**
   * @param kind the request's name in metrics
   * @param name the frame's name
   */
  private Future<Frame> send(
      String kind, String name, JsonObject msg, boolean acknowledged, Duration limit) {
    if (closed.future().isComplete()) {
      return Future.failedFuture(Failure.of(FailureKind.BROKER_UNAVAILABLE));
    }
    String id = Long.toString(++lastRequestId);
    long timer = vertx.setTimer(Math.max(1, limit.toMillis()), ignored -> expired(id));
    long askedAt = System.nanoTime();
    // Completes on the caller's context, which carries its request id into the logs.
    Promise<Frame> answer = ContextPromise.of(vertx);
    pending.put(id, new Pending(acknowledged, Frame.request(name, id, msg), timer, answer));
    queue.add(id);
    writeQueued();
    return answer.future().onComplete((frame, cause) -> meters.answered(kind, cause, askedAt));
  }

  private void expired(String id) {
    Failure failure = timeoutFailure(id);
    Long sent = sentAt.get(id);
    if (sent != null) {
      // An unanswered request means that the broker is overloaded.
      limiter.slowDown(sent, System.nanoTime());
    }
    removePending(id).tryFail(failure);
  }

  /** Why a request timed out: the broker, its rate limit, or the rate limit of this server. */
  private Failure timeoutFailure(String id) {
    if (refusedByRateLimit.contains(id)) {
      return Failure.retryAfter(FailureKind.BROKER_LIMIT, RETRY_SECONDS);
    }
    return sentAt.containsKey(id) || delayed == null || limiter.isSlowed()
        ? Failure.of(FailureKind.BROKER_TIMEOUT)
        : Failure.retryAfter(FailureKind.BUSY, RETRY_SECONDS);
  }

  private void writeQueued() {
    while (delayed == null && sentAt.size() < options.requestsInFlight() && !queue.isEmpty()) {
      String next = queue.remove();
      // Requests that timed out in the queue are no longer pending.
      if (pending.containsKey(next)) {
        writeWithinLimit(next);
      }
    }
  }

  /** Writes a request now, or delays it and the queue behind it until its token is due. */
  private void writeWithinLimit(String id) {
    long now = System.nanoTime();
    long wait = Math.max(limiter.acquire(now), serverLimiter.acquire(now));
    if (wait == 0) {
      write(id);
      return;
    }
    meters.paced();
    delayed = id;
    vertx.setTimer(
        Math.max(1, TimeUnit.NANOSECONDS.toMillis(wait)),
        ignored -> {
          delayed = null;
          if (pending.containsKey(id)) {
            write(id);
          }
          writeQueued();
        });
  }

  private void write(String id) {
    sentAt.put(id, System.nanoTime());
    socket.writeTextMessage(pending.get(id).text());
  }

  private Promise<Frame> removePending(String id) {
    Pending done = pending.remove(id);
    vertx.cancelTimer(done.timer());
    sentAt.remove(id);
    refusedByRateLimit.remove(id);
    writeQueued();
    return done.answer();
  }

  private void received(String text) {
    if (closed.future().isComplete()) {
      return;
    }
    listener.received();
    Frame frame = AssetListCache.SHARED.parse(text).orElse(null);
    if (frame == null) {
      anomalies.note(Kind.NOT_A_NAMED_OBJECT);
    } else if (frame.name().equals("timeSync")) {
      timeSync(frame);
    } else if (frame.name().equals("heartbeat")) {
      answerHeartbeat(frame);
    } else if (pending.containsKey(idOf(frame))) {
      answered(frame);
    } else if (frame.requestId() != null && !frame.requestId().isEmpty()) {
      anomalies.note(Kind.UNKNOWN_REQUEST_ID);
    } else if (frame.name().equals("authenticated") && Boolean.FALSE.equals(frame.msg())) {
      listener.unauthorized();
    } else if (!listener.pushed(frame) && !frame.name().equals("front")) {
      anomalies.note(Kind.UNKNOWN_PUSH);
    }
  }

  /** The id of the answered request; a refused authentication may come without one. */
  private static String idOf(Frame frame) {
    boolean withoutId = frame.requestId() == null || frame.requestId().isEmpty();
    return withoutId && frame.name().equals("authenticated") ? FIRST_REQUEST : frame.requestId();
  }

  private void timeSync(Frame frame) {
    long millis = LenientJson.whole(frame.msg(), 0);
    if (!clock.sync(millis)) {
      anomalies.note(Kind.UNUSABLE_TIME);
    }
  }

  /** Echoes only a valid time: any other payload may be arbitrarily long or deep. */
  private void answerHeartbeat(Frame frame) {
    long millis = LenientJson.whole(frame.msg(), 0);
    if (millis <= 0) {
      anomalies.note(Kind.UNUSABLE_TIME);
      return;
    }
    JsonObject msg = new JsonObject().put("userTime", clock.millis()).put("heartbeatTime", millis);
    socket.writeTextMessage(new JsonObject().put("name", "heartbeat").put("msg", msg).encode());
  }

  private void answered(Frame frame) {
    String id = idOf(frame);
    boolean notice = frame.name().equals("result");
    boolean refused =
        frame.refused() || notice && Boolean.FALSE.equals(frame.msgObject().getValue("success"));
    if (refused && frame.tooMany()) {
      resend(id);
    } else if (refused) {
      Promise<Frame> answer = removePending(id);
      // Before failing the request: its retry must find the link already authenticating.
      if (frame.unauthorized()) {
        listener.unauthorized();
      }
      answer.fail(refusal(frame));
    } else if (!notice || pending.get(id).acknowledged()) {
      removePending(id).complete(frame);
    }
  }

  /** Sends a rate-limited request again at a lower rate, until its time-out. */
  private void resend(String id) {
    meters.limited();
    // Null if the same refusal arrives twice.
    Long sent = sentAt.remove(id);
    if (sent != null) {
      limiter.slowDown(sent, System.nanoTime());
      refusedByRateLimit.add(id);
      queue.addFirst(id);
      writeQueued();
    }
  }

  private static Failure refusal(Frame frame) {
    FailureKind kind =
        frame.unauthorized() ? FailureKind.SESSION_ENDED : FailureKind.BROKER_REFUSED;
    return Failure.of(kind, Map.of("brokerStatus", frame.status()));
  }

  private void fail(FailureKind failure) {
    if (closed.tryComplete()) {
      queue.clear();
      List.copyOf(pending.keySet()).forEach(id -> removePending(id).tryFail(Failure.of(failure)));
    }
  }
}
