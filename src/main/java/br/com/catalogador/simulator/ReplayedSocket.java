package br.com.catalogador.simulator;

import br.com.catalogador.simulator.Recording.Exchange;
import br.com.catalogador.simulator.Recording.Push;
import br.com.catalogador.simulator.Recording.Reply;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketBase;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Plays one recorded socket to one client: answers its requests as recorded, with its own ids, and
 * pushes what was pushed when it was pushed. After the end the broker's time goes on, so that the
 * client does not take the socket for dead. Confined to one event loop.
 */
final class ReplayedSocket {
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long SECOND = 1_000;
  private static final short GOING_AWAY = 1001;
  private static final Set<String> ACKNOWLEDGED =
      Set.of("setOptions", "subscribeMessage", "unsubscribeMessage");

  private static final Set<String> WITHOUT_ANSWER = Set.of("heartbeat", "ssid");

  private final Vertx vertx;
  private final WebSocketBase socket;
  private final Recording.Socket recorded;
  private final Set<Integer> played = new HashSet<>();
  private final long openedAt = System.nanoTime();
  private int next;
  private long timer;

  ReplayedSocket(Vertx vertx, WebSocketBase socket, Recording.Socket recorded) {
    this.vertx = vertx;
    this.socket = socket;
    this.recorded = recorded;
  }

  /** Starts to play. */
  void open() {
    socket.textMessageHandler(this::receive);
    socket.closeHandler(ignored -> vertx.cancelTimer(timer));
    // A broken socket is closed too, and cleaned up there.
    socket.exceptionHandler(ignored -> {});
    push();
  }

  // Pushes

  private void push() {
    while (next < recorded.pushes().size() && recorded.pushes().get(next).millis() <= elapsed()) {
      send(recorded.pushes().get(next++).frame());
    }
    if (next < recorded.pushes().size()) {
      after(recorded.pushes().get(next).millis() - elapsed(), this::push);
    } else {
      after(recorded.end() - elapsed(), this::end);
    }
  }

  private void end() {
    if (recorded.closed()) {
      socket.close(GOING_AWAY);
    } else {
      recorded.lastTime().ifPresent(this::sendTime);
    }
  }

  private void sendTime(Push last) {
    long time = ClientRequest.number(last.frame(), "msg") + elapsed() - last.millis();
    send(last.frame().copy().put("msg", time));
    after(SECOND, () -> sendTime(last));
  }

  private long elapsed() {
    return (System.nanoTime() - openedAt) / NANOS_PER_MILLI;
  }

  private void after(long millis, Runnable action) {
    timer = vertx.setTimer(Math.max(1, millis), ignored -> action.run());
  }

  // Answers

  private void receive(String text) {
    JsonObject request;
    try {
      request = new JsonObject(text);
    } catch (DecodeException ignored) {
      return;
    }
    Object id = request.getValue("request_id");
    Optional<Exchange> exchange = recorded.find(request, played);
    if (exchange.isPresent()) {
      played.add(exchange.get().number());
      exchange.get().replies().forEach(reply -> reply(reply, id));
    } else {
      answerUnrecorded(request, String.valueOf(id));
    }
  }

  private void reply(Reply reply, Object id) {
    JsonObject frame = reply.frame().copy().put("request_id", id);
    if (reply.millis() <= 0) {
      send(frame);
    } else {
      vertx.setTimer(reply.millis(), ignored -> send(frame));
    }
  }

  /** What was not asked in the recorded session must not leave the client waiting. */
  private void answerUnrecorded(JsonObject request, String id) {
    String name = String.valueOf(request.getValue("name"));
    Optional<JsonArray> candles = recorded.candles(request);
    if (candles.isPresent()) {
      send(Answer.of("candles", new JsonObject().put("candles", candles.get())).frame(id));
    } else if (name.equals("authenticate")) {
      // A recording that joined an open socket has none.
      send(Answer.ofText("authenticated", "true").frame(id));
    } else if (ACKNOWLEDGED.contains(name)) {
      send(Answer.of("result", new JsonObject().put("success", true)).frame(id));
    } else if (!WITHOUT_ANSWER.contains(name)) {
      send(Answer.notFound(name).frame(id));
    }
  }

  private void send(JsonObject frame) {
    send(frame.encode());
  }

  private void send(String text) {
    if (!socket.isClosed()) {
      socket.writeFinalTextFrame(text);
    }
  }
}
