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
 * One socket to the broker: authenticates, numbers requests, keeps their pace, matches answers to
 * them, and fails each that has no answer within its limit. Confined to the event loop it was
 * opened on, and for one connection; {@link PolariumLink} opens the next.
 */
final class PolariumSocket implements BrokerRequests {
  static final String USER_AGENT = "catalogador";
  private static final Logger LOG = LoggerFactory.getLogger(PolariumSocket.class);
  private static final int PROTOCOL = 3;

  /** Nothing is sent before the request to authenticate. */
  private static final String FIRST_REQUEST = "1";

  /** When it makes sense to try again what the pace has kept from being answered. */
  private static final long RETRY_SECONDS = 5;

  private final Vertx vertx;
  private final BrokerOptions options;
  private final BrokerMeters meters;
  private final BrokerClock clock;
  private final ProtocolAnomalies oddities;
  private final Listener listener;
  private final ClientWebSocket socket;
  private final TokenBucket pace;
  private final TokenBucket serverPace;
  private final Map<String, Pending> pending = new HashMap<>();
  private final Map<String, Long> sentAt = new HashMap<>();
  private final Deque<String> queue = new ArrayDeque<>();

  /** Those pending that the broker has refused as one too many, and that are sent again. */
  private final Set<String> limited = new HashSet<>();

  private final Promise<Void> closed = Promise.promise();
  private boolean connected;
  private long lastRequestId;

  /** The request whose turn is still to come by the pace, and all behind it with it. */
  private String paced;

  /**
   * A request that has no answer yet, written or still queued.
   *
   * @param acknowledged whether the {@code result} frame is the answer itself, not a notice that
   *     comes before it
   * @param text the frame as it is written
   */
  private record Pending(boolean acknowledged, String text, long timer, Promise<Frame> answer) {}

  /** Hears what concerns more than one request. Called on the socket's event loop. */
  interface Listener {
    /** The broker has sent something, whatever it is. */
    default void heard() {}

    /** Takes what came without having been asked for; false when it has no use for it. */
    boolean pushed(Frame frame);

    /** The broker does not accept the session id any more. */
    default void unauthorized() {}
  }

  PolariumSocket(
      Vertx vertx,
      WebSocketClient client,
      BrokerOptions options,
      BrokerClock clock,
      ProtocolAnomalies oddities,
      Listener listener) {
    this.vertx = vertx;
    this.options = options;
    this.meters = BrokerMeters.of(vertx);
    this.clock = clock;
    this.oddities = oddities;
    this.listener = listener;
    this.socket = client.webSocket();
    this.pace =
        new TokenBucket(options.requestsPerSecond(), options.requestsBurst(), System.nanoTime());
    this.serverPace = TokenBucket.ofServer(vertx);
  }

  /** Connects; the socket is closed again when that takes too long. */
  Future<Void> connect() {
    socket.textMessageHandler(this::received);
    socket.binaryMessageHandler(
        binary -> {
          listener.heard();
          oddities.note(Kind.BINARY);
        });
    socket.closeHandler(nothing -> lost(FailureKind.BROKER_UNAVAILABLE));
    socket.exceptionHandler(cause -> LOG.debug("broker socket: {}", cause.toString()));
    clock.startListening();
    return socket
        .connect(target())
        .onSuccess(ignored -> keepOrDrop())
        .timeout(options.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
        .recover(cause -> Future.failedFuture(unreachable(cause)))
        .onFailure(cause -> close())
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

  private void keepOrDrop() {
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
   * Authenticates; on failure the socket is closed. Then asks for acknowledgements, which nothing
   * here depends on: whether the broker grants them is not waited for.
   *
   * @return nothing, or SESSION_ENDED when the broker refuses the session id
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
            accepted -> acknowledged("setOptions", new JsonObject().put("sendResults", true)))
        .onFailure(cause -> close());
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

  /** Completes once the socket is gone, whoever closed it. */
  Future<Void> closed() {
    return closed.future();
  }

  /** Closes the socket; requests still waiting fail at once, however long the broker takes. */
  Future<Void> close() {
    return close(FailureKind.BROKER_UNAVAILABLE);
  }

  /**
   * The same with the failure of the requests still waiting: SESSION_ENDED where they may be
   * repeated after another authentication.
   */
  Future<Void> close(FailureKind failure) {
    lost(failure);
    Future<Void> closing =
        connected && !socket.isClosed() ? socket.close() : Future.succeededFuture();
    return closing.otherwiseEmpty();
  }

  @Override
  public Future<Frame> request(String name, String version, JsonObject body) {
    return request(name, version, body, options.requestTimeout());
  }

  /** The same with a limit of its own. */
  Future<Frame> request(String name, String version, JsonObject body, Duration limit) {
    JsonObject msg = new JsonObject().put("name", name).put("version", version).put("body", body);
    return send(name, "sendMessage", msg, false, limit);
  }

  Future<Void> subscribe(PushTopic topic) {
    return acknowledged("subscribeMessage", topic.message());
  }

  Future<Void> unsubscribe(PushTopic topic) {
    return acknowledged("unsubscribeMessage", topic.message());
  }

  private Future<Void> acknowledged(String name, JsonObject msg) {
    return send(name, name, msg, true, options.requestTimeout()).mapEmpty();
  }

  /**
   * @param what the kind of request it is counted as
   * @param name the frame's name
   */
  private Future<Frame> send(
      String what, String name, JsonObject msg, boolean acknowledged, Duration limit) {
    if (closed.future().isComplete()) {
      return Future.failedFuture(Failure.of(FailureKind.BROKER_UNAVAILABLE));
    }
    String id = Long.toString(++lastRequestId);
    long timer = vertx.setTimer(Math.max(1, limit.toMillis()), ignored -> expired(id));
    long askedAt = System.nanoTime();
    // On the asker's own context: what follows the answer still belongs to his request.
    Promise<Frame> answer = ContextPromise.of(vertx);
    pending.put(id, new Pending(acknowledged, Frame.request(name, id, msg), timer, answer));
    queue.add(id);
    writeQueued();
    return answer.future().onComplete((frame, cause) -> meters.answered(what, cause, askedAt));
  }

  private void expired(String id) {
    Failure failure = whyNot(id);
    Long sent = sentAt.get(id);
    if (sent != null) {
      // A broker that does not keep up is not asked as fast.
      pace.slowDown(sent, System.nanoTime());
    }
    finish(id).tryFail(failure);
  }

  /** What kept a request from being answered in time: the broker, its limits or ours. */
  private Failure whyNot(String id) {
    if (limited.contains(id)) {
      return Failure.retryAfter(FailureKind.BROKER_LIMIT, RETRY_SECONDS);
    }
    return sentAt.containsKey(id) || paced == null || pace.isSlowed()
        ? Failure.of(FailureKind.BROKER_TIMEOUT)
        : Failure.retryAfter(FailureKind.BUSY, RETRY_SECONDS);
  }

  private void writeQueued() {
    while (paced == null && sentAt.size() < options.requestsInFlight() && !queue.isEmpty()) {
      String next = queue.remove();
      // One whose time ran out while it queued is pending no more.
      if (pending.containsKey(next)) {
        writeInTurn(next);
      }
    }
  }

  /** Writes a request at once, or holds it and all behind it back until its turn. */
  private void writeInTurn(String id) {
    long now = System.nanoTime();
    long wait = Math.max(pace.take(now), serverPace.take(now));
    if (wait == 0) {
      write(id);
      return;
    }
    meters.paced();
    paced = id;
    vertx.setTimer(
        Math.max(1, TimeUnit.NANOSECONDS.toMillis(wait)),
        ignored -> {
          paced = null;
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

  private Promise<Frame> finish(String id) {
    Pending done = pending.remove(id);
    vertx.cancelTimer(done.timer());
    sentAt.remove(id);
    limited.remove(id);
    writeQueued();
    return done.answer();
  }

  private void received(String text) {
    if (closed.future().isComplete()) {
      return;
    }
    listener.heard();
    Frame frame = AssetListCache.SHARED.parse(text).orElse(null);
    if (frame == null) {
      oddities.note(Kind.NOT_A_NAMED_OBJECT);
    } else if (frame.name().equals("timeSync")) {
      timeSync(frame);
    } else if (frame.name().equals("heartbeat")) {
      answerHeartbeat(frame);
    } else if (pending.containsKey(idOf(frame))) {
      answered(frame);
    } else if (frame.requestId() != null && !frame.requestId().isEmpty()) {
      oddities.note(Kind.ANSWER_TO_NOBODY);
    } else if (frame.name().equals("authenticated") && Boolean.FALSE.equals(frame.msg())) {
      listener.unauthorized();
    } else if (!listener.pushed(frame) && !frame.name().equals("front")) {
      oddities.note(Kind.UNKNOWN_PUSH);
    }
  }

  /** A refusal to authenticate may come without the number of the request. */
  private static String idOf(Frame frame) {
    boolean numberless = frame.requestId() == null || frame.requestId().isEmpty();
    return numberless && frame.name().equals("authenticated") ? FIRST_REQUEST : frame.requestId();
  }

  private void timeSync(Frame frame) {
    long millis = LenientJson.whole(frame.msg(), 0);
    if (!clock.sync(millis)) {
      oddities.note(Kind.UNUSABLE_TIME);
    }
  }

  /** Echoes a time and nothing else: what is no time may be as long or as deep as it likes. */
  private void answerHeartbeat(Frame frame) {
    long millis = LenientJson.whole(frame.msg(), 0);
    if (millis <= 0) {
      oddities.note(Kind.UNUSABLE_TIME);
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
      sendAgain(id);
    } else if (refused) {
      Promise<Frame> answer = finish(id);
      // First: who repeats the request finds the link authenticating again.
      if (frame.unauthorized()) {
        listener.unauthorized();
      }
      answer.fail(refusal(frame));
    } else if (!notice || pending.get(id).acknowledged()) {
      finish(id).complete(frame);
    }
  }

  /** Sends a request that came too fast again, more slowly, as long as its time has not run out. */
  private void sendAgain(String id) {
    meters.limited();
    // Null for a refusal that came twice.
    Long sent = sentAt.remove(id);
    if (sent != null) {
      pace.slowDown(sent, System.nanoTime());
      limited.add(id);
      queue.addFirst(id);
      writeQueued();
    }
  }

  private static Failure refusal(Frame frame) {
    FailureKind kind =
        frame.unauthorized() ? FailureKind.SESSION_ENDED : FailureKind.BROKER_REFUSED;
    return Failure.of(kind, Map.of("brokerStatus", frame.status()));
  }

  private void lost(FailureKind failure) {
    if (closed.tryComplete()) {
      queue.clear();
      List.copyOf(pending.keySet()).forEach(id -> finish(id).tryFail(Failure.of(failure)));
    }
  }
}
