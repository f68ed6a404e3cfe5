package br.com.catalogador.web.bridge;

import br.com.catalogador.bus.Bus;
import br.com.catalogador.bus.Channel;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.ranking.message.LookAtRanking;
import br.com.catalogador.ranking.message.RankingView;
import br.com.catalogador.ranking.message.Rankings;
import br.com.catalogador.session.message.CandleHistory;
import br.com.catalogador.session.message.GetCatalog;
import br.com.catalogador.session.message.Session;
import br.com.catalogador.session.message.SessionView;
import br.com.catalogador.view.HistoryJson;
import br.com.catalogador.view.Limits;
import br.com.catalogador.view.SessionJson;
import br.com.catalogador.view.WatchJson;
import br.com.catalogador.watch.message.Unwatch;
import br.com.catalogador.watch.message.Watch;
import br.com.catalogador.watch.message.WatchService;
import br.com.catalogador.watch.message.Watched;
import br.com.catalogador.watch.message.WatcherId;
import br.com.catalogador.web.bridge.BridgeAddress.Topic;
import br.com.catalogador.web.bridge.BridgeHandshake.Opened;
import br.com.catalogador.web.bridge.BridgeMessage.Unreadable;
import br.com.catalogador.web.bridge.SocketAdmission.Admitted;
import br.com.catalogador.web.http.BodyEncoder;
import br.com.catalogador.web.http.CatalogQuery;
import br.com.catalogador.web.http.ClientLimits;
import br.com.catalogador.web.http.Identity;
import br.com.catalogador.web.http.MessageRate;
import br.com.catalogador.web.http.Parameters;
import br.com.catalogador.web.http.WebOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client of the bridge: subscribes to its user's addresses and watches catalogs. Messages are
 * handled in order of arrival, and each is authenticated by itself. Confined to the event loop of
 * the socket.
 */
final class BridgeClient {
  private static final Logger LOG = LoggerFactory.getLogger(BridgeClient.class);
  private static final int MESSAGES_PER_SECOND = 50;

  /** Limit of pending messages: authentication may have to wait for an activation at the broker. */
  private static final int MOST_WAITING = MESSAGES_PER_SECOND;

  private final Vertx vertx;
  private final Bus bus;
  private final SocketAdmission admission;
  private final SessionSockets sockets;
  private final BridgeSocket socket;
  private final Opened handshake;
  private final WebOptions options;
  private final ClientLimits limits;
  private final BodyEncoder encoder;
  private final WatcherId watcher = new WatcherId(UUID.randomUUID().toString());
  private final MessageRate rate = new MessageRate(MESSAGES_PER_SECOND);
  private final Map<String, MessageConsumer<?>> registrations = new HashMap<>();

  /** The rankings that the page views, by address. */
  private final Map<String, ViewedRanking> viewedRankings = new HashMap<>();

  /** The sessions that the socket is counted for, besides the session of its handshake. */
  private final Set<SessionId> countedSessions = new HashSet<>();

  private final Map<SessionId, Identity> admitted = new HashMap<>();
  private final long openedAt = System.nanoTime();
  private Future<?> lastWork = Future.succeededFuture();
  private int waiting;
  private long receivedAt = openedAt;
  private long usedAt = openedAt;

  /** The ranking of a session, and what sends it to the page. */
  private record ViewedRanking(SessionId session, RankingUpdates updates) {}

  BridgeClient(
      Vertx vertx,
      Bus bus,
      SocketAdmission admission,
      SessionSockets sockets,
      BridgeSocket socket,
      Opened handshake,
      WebOptions options,
      ClientLimits limits,
      BodyEncoder encoder) {
    this.vertx = vertx;
    this.bus = bus;
    this.admission = admission;
    this.sockets = sockets;
    this.socket = socket;
    this.handshake = handshake;
    this.options = options;
    this.limits = limits;
    this.encoder = encoder;
  }

  /** Handles one message. */
  void received(Buffer text) {
    if (socket.isClosed()) {
      return;
    }
    receivedAt = System.nanoTime();
    if (!rate.allows(receivedAt)) {
      close(Failure.of(FailureKind.TOO_MANY_REQUESTS));
      return;
    }
    try {
      received(BridgeMessage.read(text));
    } catch (Unreadable e) {
      socket.sendError(e.getMessage());
    }
  }

  private void received(BridgeMessage message) {
    switch (message.type()) {
      case "ping" -> {}
      case "register" -> inOrder(message, this::register);
      case "unregister" -> inOrder(message, this::unregister);
      case "send" -> inOrder(message, this::send);
      case "publish" -> refuse(message, Failure.of(FailureKind.ACCESS_DENIED));
      default -> socket.sendError("invalid_type");
    }
  }

  /** Handles a message after the earlier ones, because authentication is asynchronous. */
  private void inOrder(BridgeMessage message, Function<BridgeMessage, Future<?>> work) {
    if (waiting >= MOST_WAITING) {
      close(Failure.of(FailureKind.TOO_MANY_REQUESTS));
      return;
    }
    waiting += 1;
    lastWork =
        lastWork
            .transform(
                ignored -> socket.isClosed() ? Future.succeededFuture() : handle(message, work))
            .onComplete(ignored -> waiting -= 1);
  }

  private Future<?> handle(BridgeMessage message, Function<BridgeMessage, Future<?>> work) {
    try {
      return work.apply(message);
    } catch (RuntimeException e) {
      LOG.error("a {} of the bridge failed", message.type(), e);
      return refuse(message, Failure.from(e));
    }
  }

  private Future<?> register(BridgeMessage message) {
    BridgeAddress address = BridgeAddress.parse(message.address()).orElse(null);
    if (address == null || address.topic() == Topic.WATCH) {
      return refuse(message, Failure.of(FailureKind.ACCESS_DENIED));
    }
    return admit(message, address)
        .onSuccess(
            admitted -> {
              if (registrations.containsKey(message.address())) {
                socket.sendError("address_already_registered");
              } else {
                registrations.put(message.address(), listen(message.address(), address, admitted));
              }
            });
  }

  private MessageConsumer<?> listen(String name, BridgeAddress address, Admitted admitted) {
    SessionId session = admitted.identity().session();
    return switch (address.topic()) {
      case CONNECTION -> listenToConnection(name, admitted);
      case CATALOG ->
          subscribe(
              name,
              WatchService.updates(address.user()),
              updates -> updates.encoded(update -> WatchJson.update(update).toBuffer()));
      case RANKING -> listenToRanking(name, session);
      case HISTORY ->
          subscribe(
              name,
              CandleHistory.progress(session),
              progress -> HistoryJson.progress(progress).toBuffer());
      case WATCH -> throw new IllegalArgumentException("not an address to subscribe to");
    };
  }

  private MessageConsumer<?> listenToConnection(String name, Admitted admitted) {
    Identity identity = admitted.identity();
    MessageConsumer<?> views =
        subscribe(name, Session.views(identity.session()), view -> connection(view, identity));
    // Requested again once it listens: what admitted the client may have changed since.
    admission
        .requestSession(identity)
        .otherwise(admitted)
        .onSuccess(current -> socket.send(name, connection(current.view(), identity)));
    return views;
  }

  private MessageConsumer<?> listenToRanking(String name, SessionId session) {
    RankingUpdates updates =
        new RankingUpdates(
            (millis, action) -> vertx.setTimer(millis, ignored -> action.run()),
            System::nanoTime,
            EntryTexts.of(vertx),
            text -> socket.send(name, text));
    MessageConsumer<RankingView> views = bus.listen(Rankings.views(session), updates::changed);
    viewedRankings.put(name, new ViewedRanking(session, updates));
    setViewing(session, true).onSuccess(updates::changed);
    return views;
  }

  /** Makes the page a viewer of a ranking, or ends that: one without viewers is not kept fresh. */
  private Future<RankingView> setViewing(SessionId session, boolean views) {
    return bus.request(Rankings.address(session), new LookAtRanking(watcher.value(), views));
  }

  private void stopViewing(String name) {
    ViewedRanking left = viewedRankings.remove(name);
    if (left != null) {
      left.updates().close();
      setViewing(left.session(), false);
    }
  }

  private <E> MessageConsumer<E> subscribe(
      String name, Channel<E> channel, Function<E, Buffer> writer) {
    return bus.listen(channel, event -> socket.send(name, writer.apply(event)));
  }

  private Buffer connection(SessionView view, Identity who) {
    socket.noteTime(view.serverMillis());
    return SessionJson.connection(view, options.mode(), who.token()).toBuffer();
  }

  private Future<?> unregister(BridgeMessage message) {
    MessageConsumer<?> registration = registrations.remove(message.address());
    if (registration == null) {
      return refuse(message, Failure.of(FailureKind.ACCESS_DENIED));
    }
    stopViewing(message.address());
    return registration.unregister();
  }

  private Future<?> send(BridgeMessage message) {
    BridgeAddress address = BridgeAddress.parse(message.address()).orElse(null);
    if (address == null || address.topic() != Topic.WATCH) {
      return refuse(message, Failure.of(FailureKind.ACCESS_DENIED));
    }
    // The next message does not wait for the catalog.
    return admit(message, address).onSuccess(admitted -> watch(message, admitted.identity()));
  }

  private void watch(BridgeMessage message, Identity who) {
    if (!(message.body() instanceof JsonObject parameters)) {
      refuse(message, Failure.invalidParameter("body", "something else", "a JSON object"));
    } else if (parameters.isEmpty()) {
      bus.request(WatchService.ADDRESS, new Unwatch(watcher))
          .onSuccess(ignored -> unwatched(message))
          .onFailure(cause -> refuse(message, Failure.from(cause)));
    } else {
      watch(message, who, parameters);
    }
  }

  private void watch(BridgeMessage message, Identity who, JsonObject parameters) {
    GetCatalog query;
    try {
      query = CatalogQuery.read(Parameters.ofValues(parameters, CatalogQuery.names()));
    } catch (Failure e) {
      refuse(message, e);
      return;
    }
    bus.request(WatchService.ADDRESS, new Watch(watcher, who.user(), who.session(), query))
        .onSuccess(watched -> reply(message, query, watched))
        .onFailure(cause -> refuse(message, Failure.from(cause)));
  }

  private void unwatched(BridgeMessage message) {
    if (message.replyAddress() != null) {
      socket.send(message.replyAddress(), new JsonObject().toBuffer());
    }
  }

  /** Sends a reply; while it is being written it counts as a pending message. */
  private void reply(BridgeMessage message, GetCatalog query, Watched watched) {
    if (message.replyAddress() != null) {
      boolean large =
          query.settings().days() > 0 || query.settings().quadrants() > Limits.QUADRANTS_AT_ONCE;
      waiting += 1;
      socket
          .send(
              message.replyAddress(),
              () -> encoder.encode(large, () -> WatchJson.watched(watched).toBuffer()))
          .onFailure(cause -> refuse(message, Failure.from(cause)))
          .onComplete(ignored -> waiting -= 1);
    }
  }

  private Future<?> refuse(BridgeMessage message, Failure failure) {
    socket.refuse(message.answerAddress(), failure);
    // The next message does not wait until the refusal is sent.
    return Future.succeededFuture();
  }

  /** Admits a message by its own token, or by that of the handshake. */
  private Future<Admitted> admit(BridgeMessage message, BridgeAddress address) {
    return admission
        .identify(message.token() == null ? handshake.token() : message.token(), address.user())
        .compose(this::countSocket)
        .compose(admission::requestSession)
        .compose(this::admitted)
        .onFailure(cause -> refuse(message, Failure.from(cause)));
  }

  /** Counts the socket for the session, before the session is activated. */
  private Future<Identity> countSocket(Identity who) {
    boolean counted =
        who.session().equals(handshake.counted()) || countedSessions.contains(who.session());
    // Of a closed socket the kind does not matter: nothing is sent any more.
    if (socket.isClosed() || !counted && !sockets.acquire(who.session())) {
      return Future.failedFuture(Failure.of(FailureKind.TOO_MANY_REQUESTS));
    }
    if (!counted) {
      countedSessions.add(who.session());
    }
    socket.authenticated();
    return Future.succeededFuture(who);
  }

  private Future<Admitted> admitted(Admitted client) {
    if (socket.isClosed()) {
      // As in countSocket: only ends the admission, nothing is sent any more.
      return Future.failedFuture(Failure.of(FailureKind.TOO_MANY_REQUESTS));
    }
    admitted.put(client.identity().session(), client.identity());
    socket.noteTime(client.view().serverMillis());
    return Future.succeededFuture(client);
  }

  /** Records from time to time that an open page uses its session. */
  private void countUse(long now) {
    if (now - usedAt >= options.useInterval().toNanos()) {
      usedAt = now;
      activateSessions();
      viewedRankings.values().forEach(it -> setViewing(it.session(), true));
    }
  }

  /** Activates the sessions by which the client was admitted. */
  void activateSessions() {
    admitted
        .values()
        .forEach(
            who ->
                admission
                    .requestSession(who)
                    .onSuccess(client -> socket.noteTime(client.view().serverMillis()))
                    .onFailure(cause -> closeIfEnded(Failure.from(cause))));
  }

  private void closeIfEnded(Failure failure) {
    if (failure.kind() == FailureKind.SESSION_ENDED) {
      close(failure);
    }
  }

  /**
   * Closes the socket when its token has expired or was not sent in time, or the client is idle.
   */
  void check(Instant time) {
    long now = System.nanoTime();
    if (socket.isClosed()) {
      socket.check(now);
      return;
    }
    boolean expired = admitted.values().stream().anyMatch(who -> !time.isBefore(who.expiresAt()));
    boolean late =
        admitted.isEmpty() && waiting == 0 && now - openedAt > limits.authentication().toNanos();
    if (expired || late) {
      close(Failure.of(FailureKind.UNAUTHORIZED));
    } else if (now - receivedAt > limits.idle().toNanos()) {
      // Not the client's mistake, as the other kinds are: the page may connect again.
      close(Failure.of(FailureKind.BUSY));
    } else {
      countUse(now);
    }
  }

  /** Whether the client was admitted by this token. */
  boolean isOf(String token) {
    return admitted.values().stream().anyMatch(who -> who.token().equals(token));
  }

  /** Whether the client was admitted by a token of this session. */
  boolean isOf(SessionId session) {
    return admitted.containsKey(session);
  }

  void close(Failure why) {
    socket.close(why);
  }

  /** Releases everything; the socket is closed. */
  void disconnected() {
    socket.disconnected();
    registrations.values().forEach(MessageConsumer::unregister);
    registrations.clear();
    List.copyOf(viewedRankings.keySet()).forEach(this::stopViewing);
    countedSessions.forEach(sockets::release);
    countedSessions.clear();
    admitted.clear();
    bus.request(WatchService.ADDRESS, new Unwatch(watcher));
  }
}
