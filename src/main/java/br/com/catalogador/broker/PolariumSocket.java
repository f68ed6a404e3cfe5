package br.com.catalogador.broker;

import br.com.catalogador.bus.Failure;
import br.com.catalogador.bus.FailureKind;
import br.com.catalogador.bus.Secret;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One authenticated socket to the broker: numbers requests, matches answers to them, and fails each
 * that has no answer within its limit. Lives on the event loop it was opened on.
 */
public final class PolariumSocket {
  static final String USER_AGENT = "catalogador";
  private static final Logger LOG = LoggerFactory.getLogger(PolariumSocket.class);
  private static final int PROTOCOL = 3;

  private final Vertx vertx;
  private final BrokerOptions options;
  private final BrokerClock clock;
  private final ClientWebSocket socket;
  private final Map<String, Pending> pending = new HashMap<>();
  private final Set<String> inFlight = new HashSet<>();
  private final Queue<Outgoing> queue = new ArrayDeque<>();
  private final Promise<Void> closed = Promise.promise();
  private boolean connected;
  private long lastRequestId;

  /**
   * A request that has no answer yet, written or still queued.
   *
   * @param acknowledged whether the {@code result} frame is the answer itself, not a notice that
   *     comes before it
   */
  private record Pending(boolean acknowledged, long timer, Promise<Frame> answer) {}

  private record Outgoing(String id, String text) {}

  private PolariumSocket(
      Vertx vertx, WebSocketClient client, BrokerOptions options, InstantSource localTime) {
    this.vertx = vertx;
    this.options = options;
    this.clock = new BrokerClock(localTime);
    this.socket = client.webSocket();
  }

  /**
   * Opens a socket and authenticates it.
   *
   * @param ssid the session id from {@link PolariumLogin}
   * @return the socket, ready for requests, or a {@link Failure}: SESSION_ENDED when the broker
   *     refuses the session id, BROKER_UNAVAILABLE, BROKER_TIMEOUT
   */
  public static Future<PolariumSocket> open(
      Vertx vertx,
      WebSocketClient client,
      BrokerOptions options,
      Secret ssid,
      InstantSource localTime) {
    PolariumSocket socket = new PolariumSocket(vertx, client, options, localTime);
    return socket
        .connect()
        .compose(connected -> socket.authenticate(ssid))
        .compose(authenticated -> socket.setOptions())
        .map(socket)
        .onFailure(cause -> socket.close());
  }

  private Future<Void> connect() {
    socket.textMessageHandler(this::received);
    socket.closeHandler(nothing -> lost());
    socket.exceptionHandler(cause -> LOG.debug("broker socket: {}", cause.toString()));
    WebSocketConnectOptions target =
        new WebSocketConnectOptions()
            .setAbsoluteURI(options.socketUrl())
            .addHeader("Cookie", "platform=" + options.platform())
            .addHeader("User-Agent", USER_AGENT);
    target.setTimeout(options.connectTimeout().toMillis());
    return socket
        .connect(target)
        .timeout(options.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
        .recover(cause -> Future.failedFuture(unreachable(cause)))
        .onSuccess(up -> connected = true)
        .mapEmpty();
  }

  private static Failure unreachable(Throwable cause) {
    LOG.debug("broker unreachable: {}", cause.toString());
    return Failure.of(
        cause instanceof TimeoutException
            ? FailureKind.BROKER_TIMEOUT
            : FailureKind.BROKER_UNAVAILABLE);
  }

  private Future<Void> authenticate(Secret ssid) {
    JsonObject msg =
        new JsonObject()
            .put("ssid", ssid.value())
            .put("protocol", PROTOCOL)
            .put("session_id", "")
            .put("client_session_id", "");
    return send("authenticate", msg, false)
        .compose(
            answer ->
                Tolerant.flag(answer.msg())
                    ? Future.<Void>succeededFuture()
                    : Future.failedFuture(Failure.of(FailureKind.SESSION_ENDED)));
  }

  private Future<Void> setOptions() {
    return send("setOptions", new JsonObject().put("sendResults", true), true).mapEmpty();
  }

  /** The broker's clock, kept by this socket. */
  public BrokerClock clock() {
    return clock;
  }

  /** Completes once the socket is gone, whoever closed it. */
  public Future<Void> closed() {
    return closed.future();
  }

  /** Closes the socket; requests still waiting fail. */
  public Future<Void> close() {
    Future<Void> closing =
        connected && !socket.isClosed() ? socket.close() : Future.succeededFuture();
    return closing.onComplete(done -> lost()).otherwiseEmpty();
  }

  /**
   * Asks one of the broker's services.
   *
   * @param name the service's request, e.g. {@code get-candles}
   * @param version the version of that request, e.g. {@code 2.0}
   * @param body its parameters
   * @return the answer, or a {@link Failure}: BROKER_REFUSED with the broker's {@code status},
   *     BROKER_TIMEOUT, BROKER_UNAVAILABLE when the socket is lost
   */
  public Future<Frame> request(String name, String version, JsonObject body) {
    JsonObject msg = new JsonObject().put("name", name).put("version", version).put("body", body);
    return send("sendMessage", msg, false);
  }

  private Future<Frame> send(String name, JsonObject msg, boolean acknowledged) {
    if (closed.future().isComplete()) {
      return Future.failedFuture(Failure.of(FailureKind.BROKER_UNAVAILABLE));
    }
    String id = Long.toString(++lastRequestId);
    long timer =
        vertx.setTimer(
            options.requestTimeout().toMillis(),
            expired -> finish(id).tryFail(Failure.of(FailureKind.BROKER_TIMEOUT)));
    Promise<Frame> answer = Promise.promise();
    pending.put(id, new Pending(acknowledged, timer, answer));
    queue.add(new Outgoing(id, Frame.request(name, id, msg)));
    writeQueued();
    return answer.future();
  }

  private void writeQueued() {
    while (inFlight.size() < options.requestsInFlight() && !queue.isEmpty()) {
      Outgoing next = queue.remove();
      // One whose time ran out while it queued is pending no more.
      if (pending.containsKey(next.id())) {
        inFlight.add(next.id());
        socket.writeTextMessage(next.text());
      }
    }
  }

  private Promise<Frame> finish(String id) {
    Pending done = pending.remove(id);
    vertx.cancelTimer(done.timer());
    inFlight.remove(id);
    writeQueued();
    return done.answer();
  }

  private void received(String text) {
    Frame frame = Frame.parse(text).orElse(null);
    if (frame == null) {
      LOG.debug("broker sent a frame that is not a named object, ignored");
      return;
    }
    switch (frame.name()) {
      case "timeSync" -> timeSync(frame);
      case "heartbeat" -> answerHeartbeat(frame);
      default -> {
        if (pending.containsKey(frame.requestId())) {
          answered(frame);
        }
      }
    }
  }

  private void timeSync(Frame frame) {
    long millis = Tolerant.whole(frame.msg(), 0);
    if (millis > 0) {
      clock.sync(millis);
    }
  }

  private void answerHeartbeat(Frame frame) {
    JsonObject msg =
        new JsonObject().put("userTime", clock.millis()).put("heartbeatTime", frame.msg());
    socket.writeTextMessage(new JsonObject().put("name", "heartbeat").put("msg", msg).encode());
  }

  private void answered(Frame frame) {
    boolean notice = frame.name().equals("result");
    boolean refused =
        frame.refused() || notice && Boolean.FALSE.equals(frame.msgObject().getValue("success"));
    if (refused) {
      finish(frame.requestId()).fail(refusal(frame));
    } else if (!notice || pending.get(frame.requestId()).acknowledged()) {
      finish(frame.requestId()).complete(frame);
    }
  }

  private static Failure refusal(Frame frame) {
    return Failure.of(FailureKind.BROKER_REFUSED, Map.of("status", frame.status()));
  }

  private void lost() {
    if (closed.tryComplete()) {
      queue.clear();
      List.copyOf(pending.keySet())
          .forEach(id -> finish(id).tryFail(Failure.of(FailureKind.BROKER_UNAVAILABLE)));
    }
  }
}
