package br.com.catalogador.simulator;

import br.com.catalogador.broker.Frame;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketBase;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One client's socket with its user and subscriptions.
 *
 * <p>Until it is authenticated every other request is dropped without an answer, as by the real
 * broker. Confined to one event loop.
 */
final class Connection {
  private static final short GOING_AWAY = 1001;
  private static final JsonObject SUCCESS = new JsonObject().put("success", true);
  private static final List<String> SILENT_SERVICES =
      List.of(
          "commission-changed",
          "portfolio.",
          "balances.",
          "marginal-portfolio.",
          "binary-options.",
          "digital-option-instruments.",
          "trading-settings.",
          "exchange-rates.");

  private final WebSocketBase socket;
  private final SimulatedBroker broker;
  private final List<Subscription> subscriptions = new ArrayList<>();
  private SimulatedUser user;
  private boolean sendResults;
  private SignOut signedOut;
  private long second;
  private int requestsInSecond;

  /**
   * @param topic the stream; null if the simulator never pushes anything for it
   */
  private record Subscription(String requestId, String name, JsonObject filters, QuoteTopic topic) {
    boolean matches(String otherName, JsonObject otherFilters) {
      return name.equals(otherName) && filters.equals(otherFilters);
    }
  }

  Connection(WebSocketBase socket, SimulatedBroker broker) {
    this.socket = socket;
    this.broker = broker;
  }

  /** Starts to serve the socket. */
  void open() {
    broker.feed().join(this);
    socket.textMessageHandler(text -> Frame.parse(text).ifPresent(this::receive));
    socket.closeHandler(ignored -> close());
    // A broken socket is closed too, and cleaned up there.
    socket.exceptionHandler(ignored -> {});
  }

  private void close() {
    broker.feed().leave(this);
    endSubscriptions();
  }

  private void endSubscriptions() {
    subscriptions.stream()
        .filter(subscription -> subscription.topic != null)
        .forEach(subscription -> broker.feed().unsubscribe(subscription.topic, this));
    subscriptions.clear();
  }

  /** Sends one text frame, never fragmented, like the real broker. */
  void send(String text) {
    if (mayWrite()) {
      socket.writeFinalTextFrame(text);
    }
  }

  /** Sends a binary frame, which the real broker never does. */
  void send(Buffer bytes) {
    if (mayWrite()) {
      socket.writeFinalBinaryFrame(bytes);
    }
  }

  private boolean mayWrite() {
    if (socket.isClosed() || signedOut == SignOut.SILENCE || broker.faults().plan().freeze()) {
      return false;
    }
    if (broker.faults().dropsFrame()) {
      drop();
      return false;
    }
    return true;
  }

  /** Closes the socket on the broker's side. */
  void drop() {
    if (!socket.isClosed()) {
      socket.close(GOING_AWAY);
    }
  }

  /** Ends the session without closing the socket; the client may authenticate again. */
  void signOut(SignOut form) {
    if (user != null) {
      endSubscriptions();
      if (form == SignOut.PUSH) {
        send(new JsonObject().put("name", "authenticated").put("msg", false).encode());
      }
      signedOut = form;
    }
  }

  /** Whether the socket belongs to a user and has a subscription of that name. */
  boolean isSubscribed(SimulatedUser to, String name) {
    return to.equals(user) && subscriptions.stream().anyMatch(it -> it.name.equals(name));
  }

  /** Number of subscriptions, including those without pushes. */
  int subscriptions() {
    return subscriptions.size();
  }

  private void receive(Frame frame) {
    String id = frame.requestId() == null ? "" : frame.requestId();
    switch (frame.name()) {
      case "authenticate" -> handleSessionFrame(frame, () -> authenticate(id, frame.msgObject()));
      case "ssid" -> handleSessionFrame(frame, () -> authenticateLegacy(id, frame.msg()));
      default -> {
        if (user != null) {
          receiveAuthenticated(id, frame);
        }
      }
    }
  }

  private void receiveAuthenticated(String id, Frame frame) {
    if (signedOut != null && !id.isEmpty()) {
      broker.counts().add(nameOf(frame));
      broker.faults().answer(() -> handleIfOpen(() -> send(Answer.unauthorized().frame(id))));
      return;
    }
    switch (frame.name()) {
      case "setOptions" -> handleSessionFrame(frame, () -> setOptions(id, frame.msgObject()));
      case "sendMessage" -> request(id, frame.msgObject());
      case "subscribeMessage" -> handleSessionFrame(frame, () -> subscribe(id, frame.msgObject()));
      case "unsubscribeMessage" ->
          handleSessionFrame(frame, () -> unsubscribe(id, frame.msgObject()));
      default -> {} // heartbeats and other frames that need no answer
    }
  }

  private static String nameOf(Frame frame) {
    return frame.name().equals("sendMessage")
        ? String.valueOf(frame.msgObject().getValue("name"))
        : frame.name();
  }

  /** Counts and handles a session frame; session frames keep their order under any latency. */
  private void handleSessionFrame(Frame frame, Runnable handling) {
    broker.counts().add(frame.name());
    if (!broker.faults().plan().silences(frame.name(), null)) {
      broker.faults().answerInOrder(() -> handleIfOpen(handling));
    }
  }

  private void handleIfOpen(Runnable handling) {
    if (!socket.isClosed()) {
      handling.run();
    }
  }

  private void authenticate(String id, JsonObject msg) {
    Optional<SimulatedUser> found = userOf(msg.getValue("ssid"));
    JsonObject answer =
        new JsonObject()
            .put("name", "authenticated")
            .put("request_id", id)
            .put("msg", found.isPresent());
    found.ifPresent(ignored -> answer.put("client_session_id", UUID.randomUUID().toString()));
    send(answer.encode());
    found.ifPresent(this::authenticated);
  }

  private void authenticateLegacy(String id, Object ssid) {
    Optional<SimulatedUser> found = userOf(ssid);
    send(
        new JsonObject()
            .put("name", "profile")
            .put("request_id", id)
            .put("msg", found.<Object>map(broker.accounts()::legacyProfile).orElse(false))
            .encode());
    found.ifPresent(this::authenticated);
  }

  private Optional<SimulatedUser> userOf(Object ssid) {
    return ssid instanceof String text ? broker.logins().user(text) : Optional.empty();
  }

  private void authenticated(SimulatedUser newUser) {
    user = newUser;
    signedOut = null;
    send(
        new JsonObject()
            .put("name", "front")
            .put("msg", "ws01.simulator.local")
            .put("session_id", UUID.randomUUID().toString())
            .encode());
  }

  private void setOptions(String id, JsonObject msg) {
    Integer status = broker.faults().plan().status("setOptions", null);
    if (status != null) {
      send(Answer.refused("result", status).frame(id));
      return;
    }
    sendResults = Boolean.TRUE.equals(msg.getValue("sendResults"));
    sendResult(id);
  }

  private void request(String id, JsonObject msg) {
    String name = String.valueOf(msg.getValue("name"));
    JsonObject body = msg.getValue("body") instanceof JsonObject object ? object : new JsonObject();
    broker.counts().add(name);
    if (broker.faults().plan().silences(name, ClientRequest.asset(body))) {
      return;
    }
    if (exceedsRequestLimit()) {
      broker.faults().answer(() -> handleIfOpen(() -> send(Answer.tooMany(name).frame(id))));
      return;
    }
    Runnable handling =
        () -> {
          acknowledge(id);
          send(answer(new ClientRequest(user, name, body, broker.now())).frame(id));
        };
    broker.faults().answer(() -> handleIfOpen(handling));
  }

  private boolean exceedsRequestLimit() {
    if (second != broker.now()) {
      second = broker.now();
      requestsInSecond = 0;
    }
    Integer limit = broker.faults().plan().link().requestLimit();
    return limit != null && ++requestsInSecond > limit;
  }

  private Answer answer(ClientRequest request) {
    Answer answer = broker.requests().answer(request);
    Integer status =
        broker.faults().plan().status(request.name(), ClientRequest.asset(request.body()));
    return status == null ? answer : Answer.refused(answer.name(), status);
  }

  private void subscribe(String id, JsonObject msg) {
    String name = String.valueOf(msg.getValue("name"));
    JsonObject filters = filters(msg);
    Optional<QuoteTopic> topic = QuoteTopic.of(name, filters);
    Integer status =
        broker.faults().plan().status(name, ClientRequest.number(filters, "active_id"));
    acknowledge(id);
    if (status != null) {
      send(Answer.refused(name, status).frame(id));
      return;
    }
    if (topic.isEmpty() && SILENT_SERVICES.stream().noneMatch(name::startsWith)) {
      send(Answer.notFound(name).frame(id));
      return;
    }
    subscriptions.add(new Subscription(id, name, filters, topic.orElse(null)));
    topic.ifPresent(it -> broker.feed().subscribe(it, this));
  }

  /**
   * Ends the subscription with the same request id, otherwise one with the same name and filters.
   */
  private void unsubscribe(String id, JsonObject msg) {
    String name = String.valueOf(msg.getValue("name"));
    JsonObject filters = filters(msg);
    acknowledge(id);
    subscriptions.stream()
        .filter(it -> !id.isEmpty() && it.requestId.equals(id))
        .findFirst()
        .or(() -> subscriptions.stream().filter(it -> it.matches(name, filters)).findFirst())
        .ifPresent(this::end);
  }

  private void end(Subscription ended) {
    subscriptions.remove(ended);
    boolean last =
        subscriptions.stream().noneMatch(it -> it.topic != null && it.topic.equals(ended.topic));
    if (ended.topic != null && last) {
      broker.feed().unsubscribe(ended.topic, this);
    }
  }

  private static JsonObject filters(JsonObject msg) {
    return msg.getValue("params") instanceof JsonObject params
            && params.getValue("routingFilters") instanceof JsonObject filters
        ? filters
        : new JsonObject();
  }

  private void acknowledge(String id) {
    if (sendResults) {
      sendResult(id);
    }
  }

  private void sendResult(String id) {
    send(Answer.of("result", SUCCESS).frame(id));
  }
}
