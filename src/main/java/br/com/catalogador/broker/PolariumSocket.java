package br.com.catalogador.broker;

import br.com.catalogador.broker.ProtocolAnomalies.Kind;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.support.Secret;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One WebSocket to the broker: connects, authenticates, sends requests, and dispatches frames to
 * pending requests, clock and listener. Used for one connection only; {@link PolariumLink} opens
 * the next. Confined to the event loop it was opened on.
 */
final class PolariumSocket implements BrokerRequests {
  static final String USER_AGENT = "catalogador";
  private static final Logger LOG = LoggerFactory.getLogger(PolariumSocket.class);
  private static final int PROTOCOL = 3;

  private final Vertx vertx;
  private final BrokerOptions options;
  private final BrokerClock clock;
  private final ProtocolAnomalies anomalies;
  private final Listener listener;
  private final ClientWebSocket socket;
  private final PendingRequests pending;
  private final Promise<Void> closed = Promise.promise();
  private FrameTap tap;
  private boolean connected;

  /** Receives what does not answer a request, on the socket's event loop. */
  interface Listener {
    /** The connection attempt has failed. */
    default void unreachable(Throwable cause) {
      LOG.debug("broker unreachable: {}", cause.toString());
    }

    /** A frame of any kind was received. */
    default void received() {}

    /** A frame that could be parsed, before it is used. */
    default void parsed(Frame frame) {}

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
      Listener listener,
      FrameTap tap) {
    this.vertx = vertx;
    this.options = options;
    this.clock = clock;
    this.anomalies = anomalies;
    this.listener = listener;
    this.tap = tap;
    this.socket = client.webSocket();
    this.pending = new PendingRequests(vertx, options, this::write);
  }

  /** Replaces the tap. */
  void tap(FrameTap observer) {
    tap = observer;
    if (connected && !closed.future().isComplete()) {
      observer.joined();
    }
  }

  private void write(String text) {
    tap.sent(text);
    socket.writeTextMessage(text);
  }

  /** Connects, or fails and closes the socket within the connect time-out. */
  Future<Void> connect() {
    socket.textMessageHandler(this::received);
    socket.binaryMessageHandler(
        bytes -> {
          listener.received();
          tap.receivedBinary(bytes.length());
          anomalies.note(Kind.BINARY);
        });
    socket.closeHandler(ignored -> lost());
    socket.exceptionHandler(cause -> LOG.debug("broker socket: {}", cause.toString()));
    return socket
        .connect(target())
        .onSuccess(ignored -> opened())
        .timeout(options.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
        .onFailure(listener::unreachable)
        .recover(cause -> Future.failedFuture(Unreachable.failure(cause)))
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
    options.network().headers().forEach(target::putHeader);
    target.setTimeout(options.connectTimeout().toMillis());
    return target;
  }

  private void lost() {
    if (!closed.future().isComplete()) {
      tap.closed();
    }
    fail(FailureKind.BROKER_UNAVAILABLE);
  }

  private void opened() {
    connected = true;
    tap.opened();
    InboundBudget.of(vertx).watch(socket);
    if (closed.future().isComplete()) {
      socket.close();
    }
  }

  /**
   * Authenticates; on failure the socket is closed. On success it also requests acknowledgements
   * without waiting for the answer, because nothing depends on them.
   *
   * @return nothing, or SESSION_ENDED if the broker refuses the session id, BROKER_UNREADABLE for
   *     an answer that neither accepts nor refuses it
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
    if (LenientJson.flag(answer.msg())) {
      return Future.succeededFuture();
    }
    return Future.failedFuture(
        Failure.of(
            Boolean.FALSE.equals(answer.msg())
                ? FailureKind.SESSION_ENDED
                : FailureKind.BROKER_UNREADABLE));
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

  private Future<Frame> send(
      String kind, String name, JsonObject msg, boolean acknowledged, Duration limit) {
    if (closed.future().isComplete()) {
      return Future.failedFuture(Failure.of(FailureKind.BROKER_UNAVAILABLE));
    }
    return pending.send(kind, name, msg, acknowledged, limit);
  }

  private void received(String text) {
    if (closed.future().isComplete()) {
      return;
    }
    listener.received();
    tap.received(text);
    Frame frame = AssetListCache.SHARED.parse(text).orElse(null);
    if (frame == null) {
      anomalies.note(Kind.NOT_A_NAMED_OBJECT);
      return;
    }
    listener.parsed(frame);
    if (frame.name().equals("timeSync")) {
      timeSync(frame);
    } else if (frame.name().equals("heartbeat")) {
      answerHeartbeat(frame);
    } else if (pending.contains(idOf(frame))) {
      answered(frame);
    } else if (frame.requestId() != null && !frame.requestId().isEmpty()) {
      anomalies.note(Kind.UNKNOWN_REQUEST_ID);
    } else if (frame.name().equals("authenticated") && Boolean.FALSE.equals(frame.msg())) {
      listener.unauthorized();
    } else if (!listener.pushed(frame) && !frame.name().equals("front")) {
      anomalies.note(Kind.UNKNOWN_PUSH);
    }
  }

  /**
   * The id of the answered request. A refused authentication, always the first request, may come
   * without one.
   */
  private static String idOf(Frame frame) {
    boolean withoutId = frame.requestId() == null || frame.requestId().isEmpty();
    return withoutId && frame.name().equals("authenticated")
        ? PendingRequests.FIRST_ID
        : frame.requestId();
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
    write(new JsonObject().put("name", "heartbeat").put("msg", msg).encode());
  }

  private void answered(Frame frame) {
    String id = idOf(frame);
    boolean notice = frame.name().equals("result");
    boolean refused =
        frame.refused() || notice && Boolean.FALSE.equals(frame.msgObject().getValue("success"));
    if (refused && frame.tooMany()) {
      pending.resend(id);
    } else if (refused) {
      Promise<Frame> answer = pending.remove(id);
      // Before failing the request: its retry must find the link already authenticating.
      if (frame.unauthorized()) {
        listener.unauthorized();
      }
      answer.fail(refusal(frame));
    } else if (!notice || pending.isAcknowledged(id)) {
      pending.remove(id).complete(frame);
    }
  }

  private static Failure refusal(Frame frame) {
    FailureKind kind =
        frame.unauthorized() ? FailureKind.SESSION_ENDED : FailureKind.BROKER_REFUSED;
    return Failure.of(kind, Map.of("brokerStatus", frame.status()));
  }

  private void fail(FailureKind failure) {
    if (closed.tryComplete()) {
      pending.failAll(failure);
    }
  }
}
