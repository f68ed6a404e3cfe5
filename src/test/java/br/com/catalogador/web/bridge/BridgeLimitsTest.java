package br.com.catalogador.web.bridge;

import static br.com.catalogador.support.Awaiting.await;
import static br.com.catalogador.support.Awaiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.bus.Bus;
import br.com.catalogador.cache.message.CachedCandles;
import br.com.catalogador.cache.message.CandleSeriesForm;
import br.com.catalogador.candle.Asset;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.model.User;
import br.com.catalogador.model.UserId;
import br.com.catalogador.session.message.CatalogView;
import br.com.catalogador.session.message.GetCatalog;
import br.com.catalogador.session.message.LoggedIn;
import br.com.catalogador.session.message.Preferences;
import br.com.catalogador.session.message.RecordTokenUse;
import br.com.catalogador.session.message.Session;
import br.com.catalogador.session.message.SessionView;
import br.com.catalogador.session.message.SessionView.Connection;
import br.com.catalogador.stats.Summary;
import br.com.catalogador.strategy.CatalogSettings;
import br.com.catalogador.strategy.Strategies;
import br.com.catalogador.strategy.TieRule;
import br.com.catalogador.support.Awaiting;
import br.com.catalogador.support.EncodedOnce;
import br.com.catalogador.support.Meters;
import br.com.catalogador.view.WatchJson;
import br.com.catalogador.watch.message.Watch;
import br.com.catalogador.watch.message.WatchService;
import br.com.catalogador.watch.message.WatchUpdate;
import br.com.catalogador.watch.message.WatchUpdate.CatalogChanged;
import br.com.catalogador.watch.message.WatchUpdate.RunningCandleChanged;
import br.com.catalogador.watch.message.Watched;
import br.com.catalogador.web.HttpVerticle;
import br.com.catalogador.web.http.CheckedServer;
import br.com.catalogador.web.http.ClientLimits;
import br.com.catalogador.web.http.LoopbackOptions;
import br.com.catalogador.web.http.Tokens;
import br.com.catalogador.web.http.WebOptions;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Timeouts and limits of bridge clients that send nothing, too much, or do not read. */
class BridgeLimitsTest {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofMillis(1);
  private static final int BYTES = 4 * 1024 * 1024;
  private static final User USER = new User(new UserId("1001"), "Demo", "demo@catalogador.local");
  private static final SessionId SESSION = new SessionId("s");
  private static final WebOptions OPTIONS = LoopbackOptions.of(LONG, LONG, Duration.ofMillis(50));

  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger questions = new AtomicInteger();
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private InstantSource time = Clock.systemUTC();
  private Bus bus;
  private CheckedServer server;
  private WebSocketClient client; // kept: a client that is collected closes its sockets

  @BeforeEach
  void serveASession() {
    Meters.install(vertx, meters);
    bus = Bus.install(vertx, new CandleSeriesForm());
    SessionView view =
        new SessionView(
            USER,
            Connection.CONNECTED,
            Instant.EPOCH,
            0,
            0,
            0,
            null,
            Preferences.DEFAULT,
            List.of());
    serve(SESSION, Future.succeededFuture(view));
  }

  /** Serves a session that gives the same answer to every request. */
  private void serve(SessionId id, Future<SessionView> answer) {
    Session session =
        (Session)
            Proxy.newProxyInstance(
                Session.class.getClassLoader(),
                new Class<?>[] {Session.class},
                (proxy, operation, arguments) -> {
                  if (arguments[0] instanceof RecordTokenUse) {
                    return Future.succeededFuture();
                  }
                  questions.incrementAndGet();
                  return answer;
                });
    await(bus.serve(Session.address(id), session).completion());
  }

  @AfterEach
  void close() {
    await(vertx.close());
  }

  /** Limits that no test reaches. */
  private static ClientLimits unlimited() {
    return limits(LONG, LONG, LONG, BYTES, Integer.MAX_VALUE);
  }

  private static ClientLimits limits(
      Duration unknown, Duration silent, Duration stalled, int mostUnread, long mostUnreadOfAll) {
    return new ClientLimits(
        unknown,
        silent,
        SHORT,
        stalled,
        stalled,
        LONG,
        64 * 1024,
        mostUnread,
        mostUnreadOfAll,
        3,
        2);
  }

  private int start(ClientLimits limits) {
    server = CheckedServer.start(vertx, new HttpVerticle(OPTIONS, "1", "b", time, limits));
    return server.port();
  }

  /** Lets the server check its clients until a condition holds. */
  private void checkUntil(Awaiting.Condition condition) {
    until(
        () -> {
          server.check();
          return condition.holds();
        });
  }

  private WebSocket open(ClientLimits limits) {
    return open(start(limits));
  }

  private WebSocket open(int port) {
    client =
        vertx.createWebSocketClient(
            new WebSocketClientOptions()
                .setMaxFrameSize(1 << 24)
                .setMaxMessageSize(1 << 24)
                .setDefaultPort(port)
                .setDefaultHost("127.0.0.1"));
    return await(client.connect("/eventbus/000/a1b2c3d4/websocket"));
  }

  private static void send(WebSocket socket, JsonObject message) {
    socket.writeTextMessage(new JsonArray().add(message.encode()).encode());
  }

  /** Subscribes to updates, and waits until the subscription is active. */
  private void register(WebSocket socket) {
    Promise<String> answered = Promise.promise();
    socket.textMessageHandler(
        frame -> {
          if (frame.contains("invalid_parameter")) {
            answered.tryComplete();
          }
        });
    send(socket, message("register", "user.1001.catalog", SESSION));
    // Messages are handled in order, so its refusal shows that the first one was handled.
    send(socket, message("send", "user.1001.watch", SESSION).put("body", 1));
    await(answered.future());
  }

  private JsonObject message(String type, String address, SessionId session) {
    LoggedIn login =
        new LoggedIn(
            USER, session, "token-of-" + session.value(), Instant.now().plus(Duration.ofHours(1)));
    String token = "Bearer " + new Tokens(vertx, OPTIONS, Clock.systemUTC()).issue(login);
    return new JsonObject()
        .put("type", type)
        .put("address", address)
        .put("headers", new JsonObject().put("authorization", token));
  }

  private double cuts(String code) {
    return meters.get("catalogador.bridge.cuts").tag("code", code).counter().count();
  }

  private double reason(String code) {
    return meters.get("catalogador.http.cuts").tag("reason", code).counter().count();
  }

  private double sentMessages() {
    return meters.get("catalogador.bridge.messages").tag("direction", "out").counter().count();
  }

  private double gauge(String name) {
    return meters.get(name).gauge().value();
  }

  /** The largest possible update, about a megabyte. */
  private static EncodedOnce<WatchUpdate> large() {
    CandleSeries.Builder candles = new CandleSeries.Builder(Timeframe.M1, 20_000);
    for (int i = 0; i < 20_000; i++) {
      candles.add(i * 60L, 1.234567, 1.234568, 1.234566, 1.234567);
    }
    GetCatalog query =
        new GetCatalog(
            "A",
            new CatalogSettings(Strategies.MINORIA, Timeframe.M1, 2000, 2, TieRule.LOSS),
            null,
            2,
            false);
    Summary none = Summary.of(List.of(), 2, null);
    Asset asset = new Asset(1, query.asset(), query.asset(), Asset.Category.OTHER, true, null);
    return new EncodedOnce<>(
        new CatalogChanged(
            query, asset, 0, candles.build(), 0L, 0, List.of(), none, List.of(), null, null));
  }

  @Test
  void disconnectsAnActiveClientWithoutToken() throws Exception {
    ClientLimits limits = limits(SHORT, LONG, LONG, BYTES, Integer.MAX_VALUE);
    HttpVerticle byItself = new HttpVerticle(OPTIONS, "1", "b", time, limits);
    await(vertx.deployVerticle(byItself));
    WebSocket socket = open(byItself.port());
    vertx.setPeriodic(100, ignored -> send(socket, new JsonObject().put("type", "ping")));

    until(() -> cuts("unauthorized") == 1);
    until(socket::isClosed);
    until(() -> gauge("catalogador.bridge.sockets") == 0);
  }

  @Test
  void disconnectsAnIdleClientWithAToken() throws Exception {
    WebSocket socket = open(limits(LONG, SHORT, LONG, BYTES, Integer.MAX_VALUE));
    register(socket);

    checkUntil(() -> cuts("busy") == 1);
    until(socket::isClosed);
  }

  @Test
  void refusesAMessageWhoseHandlingThrowsAndHandlesTheNext() {
    AtomicBoolean broken = new AtomicBoolean();
    time =
        () -> {
          if (broken.get()) {
            throw new IllegalStateException("a clock that fails");
          }
          return Instant.now();
        };
    WebSocket socket = open(unlimited());
    register(socket);
    List<String> frames = new CopyOnWriteArrayList<>();
    socket.textMessageHandler(frames::add);
    JsonObject question = message("send", "user.1001.watch", SESSION).put("body", 1);

    broken.set(true);
    send(socket, question);
    until(() -> frames.stream().anyMatch(frame -> frame.contains("internal_error")));
    broken.set(false);
    send(socket, question);
    until(() -> frames.stream().anyMatch(frame -> frame.contains("invalid_parameter")));

    assertThat(frames).hasSize(2).noneMatch(frame -> frame.contains("a clock that fails"));
  }

  @Test
  void cutsAClientAboveTheUnsentLimit() throws Exception {
    WebSocket socket = open(unlimited());
    register(socket);
    socket.pause();
    EncodedOnce<WatchUpdate> news = large();
    int size = news.encoded(update -> WatchJson.update(update).toBuffer()).length();
    double most = 0;

    for (int i = 0; cuts("busy") == 0 && i < 50; i++) {
      double sentMessages = sentMessages();
      bus.publish(WatchService.updates(USER.id()), news);
      until(() -> sentMessages() > sentMessages || cuts("busy") == 1);
      most = Math.max(most, gauge("catalogador.bridge.unsent"));
    }

    assertThat(cuts("busy")).isEqualTo(1);
    assertThat(most).isBetween(BYTES + 1.0, BYTES + 2.0 * size);
    until(() -> gauge("catalogador.bridge.sockets") == 0);
    until(() -> gauge("catalogador.bridge.unsent") == 0);
    socket.resume();
    until(socket::isClosed);
  }

  @Test
  void cutsAClientWhoseUnsentBytesMakeNoProgress() throws Exception {
    WebSocket socket = open(limits(LONG, LONG, SHORT, Integer.MAX_VALUE, Integer.MAX_VALUE));
    register(socket);
    socket.pause();
    EncodedOnce<WatchUpdate> news = large();

    for (int i = 0; i < 12; i++) { // more than the kernel buffers of both sides
      bus.publish(WatchService.updates(USER.id()), news);
    }
    checkUntil(() -> reason("stalled") == 1);

    until(() -> gauge("catalogador.bridge.sockets") == 0);
    until(() -> gauge("catalogador.bridge.unsent") == 0);
    socket.resume();
    until(socket::isClosed);
  }

  @Test
  void encodesALargeReplyOffTheEventLoopBeforeLaterMessages() {
    JsonObject parameters =
        new JsonObject().put("asset", "A").put("timeframe", 60).put("quadrants", 2000);
    CatalogChanged moved = (CatalogChanged) large().value();
    CatalogView catalog =
        new CatalogView(
            moved.asset(),
            moved.query().settings(),
            0,
            0,
            moved.candles(),
            List.of(),
            0,
            moved.summary(),
            List.of(),
            null,
            CachedCandles.Source.CACHE,
            0,
            null);
    RunningCandleChanged next = new RunningCandleChanged("A", Timeframe.M1, null);
    AtomicBoolean answered = new AtomicBoolean();
    WatchService live =
        (WatchService)
            Proxy.newProxyInstance(
                WatchService.class.getClassLoader(),
                new Class<?>[] {WatchService.class},
                (proxy, operation, arguments) -> {
                  if (!(arguments[0] instanceof Watch)) {
                    return Future.succeededFuture();
                  }
                  answered.set(true);
                  vertx.runOnContext(
                      ignored ->
                          bus.publish(WatchService.updates(USER.id()), new EncodedOnce<>(next)));
                  return Future.succeededFuture(new Watched(catalog, null));
                });
    await(bus.serve(WatchService.ADDRESS, live).completion());
    WebSocket socket = open(unlimited());
    register(socket);
    List<String> heard = new CopyOnWriteArrayList<>();
    socket.textMessageHandler(text -> heard.add(text.contains("computedAt") ? "reply" : "update"));
    CountDownLatch free = new CountDownLatch(1);
    WorkerExecutor workers = vertx.createSharedWorkerExecutor("large-bodies");
    for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
      workers.executeBlocking(() -> free.await(Awaiting.LIMIT_SECONDS, TimeUnit.SECONDS), false);
    }

    send(
        socket,
        message("send", "user.1001.watch", SESSION)
            .put("replyAddress", "r")
            .put("body", parameters));
    until(answered::get);
    // The event loop serves others while the reply waits for a thread.
    register(await(client.connect("/eventbus/000/b1b2c3d4/websocket")));

    assertThat(heard).isEmpty();
    free.countDown();
    until(() -> heard.size() == 2);
    assertThat(heard).containsExactly("reply", "update");
  }

  @Test
  void doesNotLimitWhatAReadingClientIsSent() throws Exception {
    WebSocket socket = open(unlimited());
    register(socket);
    AtomicLong read = new AtomicLong();
    EncodedOnce<WatchUpdate> news = large();
    socket.textMessageHandler(
        text -> {
          if (read.addAndGet(text.length()) < 5L * BYTES) {
            bus.publish(WatchService.updates(USER.id()), news);
          }
        });

    bus.publish(WatchService.updates(USER.id()), news);

    until(() -> read.get() >= 5L * BYTES);
    assertThat(cuts("busy")).isZero();
    assertThat(socket.isClosed()).isFalse();
    socket.close();
    until(socket::isClosed);
  }

  /** On a slow connection some bytes are always unsent, but they make progress. */
  @Test
  void keepsASlowReaderAndCutsOneThatStopsReading() throws Exception {
    int port = start(limits(LONG, LONG, SHORT, Integer.MAX_VALUE, Integer.MAX_VALUE));
    try (RawPage page = authenticated(port)) {
      for (int i = 0; i < 8; i++) {
        bus.publish(WatchService.updates(USER.id()), large());
      }
      until(() -> gauge("catalogador.bridge.unsent") > BYTES / 2.0);
      for (int i = 0; i < 12; i++) {
        page.take(256 * 1024); // more than the kernel holds, less than a message
        server.check();
      }
      assertThat(gauge("catalogador.bridge.unsent")).isGreaterThan(0);
      assertThat(reason("stalled")).isZero();

      checkUntil(() -> reason("stalled") == 1);
      until(() -> gauge("catalogador.bridge.sockets") == 0);
    }
  }

  /** Opens a socket that is authenticated. */
  private RawPage authenticated(int port) throws IOException {
    RawPage page = new RawPage(port);
    page.send(message("register", "user.1001.catalog", SESSION));
    page.send(message("send", "user.1001.watch", SESSION).put("body", 1));
    assertThat(page.read().text()).contains("invalid_parameter");
    return page;
  }

  @Test
  void limitsTheUnsentBytesOfAllClientsWithoutEffectOnReaders() throws Exception {
    int port = start(limits(LONG, LONG, LONG, Integer.MAX_VALUE, BYTES));
    int size = large().encoded(update -> WatchJson.update(update).toBuffer()).length();
    try (RawPage stuck = authenticated(port);
        RawPage other = authenticated(port);
        RawPage reader = authenticated(port)) {
      for (int i = 0; reason("unread_of_all") < 2 && i < 50; i++) {
        bus.publish(WatchService.updates(USER.id()), large());
        reader.take(size);
        assertThat(gauge("catalogador.bridge.unsent")).isLessThan(BYTES + 4.0 * size);
      }

      assertThat(reason("unread_of_all")).isEqualTo(2);
      until(() -> gauge("catalogador.bridge.sockets") == 1);
      reader.send(RawPage.PING, true, new byte[0]);
      assertThat(stuck.isClosed()).isTrue();
      assertThat(other.isClosed()).isTrue();
    }
  }

  @Test
  void cutsAClientThatSendsTooManyPings() throws Exception {
    try (RawPage page = new RawPage(start(unlimited()))) {
      page.send(200, RawPage.PING);

      assertThat(page.isClosed()).isTrue();
      assertThat(reason("control_frames")).isEqualTo(1);
    }
  }

  @Test
  void answersTwentyPingsASecond() throws Exception {
    try (RawPage page = new RawPage(start(unlimited()))) {
      for (int i = 0; i < 20; i++) {
        page.send(RawPage.PING, true, new byte[] {(byte) i});
      }

      for (int i = 0; i < 20; i++) {
        RawPage.Frame pong = page.read();
        assertThat(pong.opcode()).isEqualTo(RawPage.PONG);
        assertThat(pong.payload()).containsExactly(i);
      }
      assertThat(reason("control_frames")).isZero();
    }
  }

  @Test
  void cutsAClientThatSendsTooManyFragments() throws Exception {
    try (RawPage page = new RawPage(start(unlimited()))) {
      page.send(RawPage.TEXT, false, new byte[0]);
      page.send(200, RawPage.CONTINUATION);

      assertThat(page.isClosed()).isTrue();
      assertThat(reason("control_frames")).isEqualTo(1);
    }
  }

  @Test
  void closesASocketForAMessageOfMoreThan4Kib() throws Exception {
    try (RawPage page = new RawPage(start(unlimited()))) {
      page.begin(RawPage.TEXT, true, 4097, new byte[0]);

      assertThat(page.isClosed()).isTrue();
    }
  }

  @Test
  void rejectsOlderWebSocketDrafts() throws Exception {
    try (RawPage page = RawPage.ofVersion(8, start(unlimited()))) {
      assertThat(page.answer()).startsWith("HTTP/1.1 400 ");
    }
  }

  @Test
  void cutsAClientThatDoesNotCloseInTime() throws Exception {
    int port = start(limits(SHORT, LONG, LONG, BYTES, Integer.MAX_VALUE));
    try (RawPage page = new RawPage(port)) {
      checkUntil(() -> cuts("unauthorized") == 1);
      assertThat(page.read().text()).contains("unauthorized");
      assertThat(page.read().opcode()).isEqualTo(RawPage.CLOSE);

      checkUntil(() -> reason("still_there") == 1);
      assertThat(page.isClosed()).isTrue();
    }
  }

  @Test
  void limitsAnonymousSocketsPerNetworkUntilTheyAuthenticate() throws Exception {
    int port = start(unlimited());
    try (RawPage first = new RawPage(port);
        RawPage second = new RawPage(port);
        RawPage third = new RawPage(port)) {
      assertThat(second.answer()).startsWith("HTTP/1.1 101 ");
      assertThat(third.answer()).startsWith("HTTP/1.1 429 ").contains("Retry-After: 10\r\n");
      first.send(message("send", "user.1001.watch", SESSION).put("body", 1));
      assertThat(first.read().text()).contains("invalid_parameter");
      try (RawPage fourth = new RawPage(port)) {
        assertThat(fourth.answer()).startsWith("HTTP/1.1 101 ");
      }
    }
  }

  @Test
  void anOpenPageCountsAsUseOfItsSession() throws Exception {
    WebSocket socket = open(unlimited());
    register(socket);
    int asked = questions.get();

    checkUntil(() -> questions.get() > asked + 1);
    assertThat(socket.isClosed()).isFalse();
  }

  @Test
  void disconnectsAClientWithTooManyPendingMessages() throws Exception {
    SessionId slow = new SessionId("slow");
    serve(slow, Promise.<SessionView>promise().future());
    WebSocket socket = open(unlimited());

    // Fewer per second than the rate limit.
    vertx.setPeriodic(25, ignored -> send(socket, message("send", "user.1001.watch", slow)));

    until(() -> cuts("too_many_requests") == 1);
    until(socket::isClosed);
  }
}
