package br.com.catalogador.app;

import static br.com.catalogador.support.Awaiting.await;
import static br.com.catalogador.support.Awaiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.support.Pulse;
import br.com.catalogador.support.SettableTime;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages and limits of the bridge. */
@WithServer
class BridgeIT {
  private static Vertx vertx;
  private static WebSocketClient sockets;
  private static RunningServer server;

  private record User(String name, String id, String token) {
    static User login(String name) {
      return login(server, name);
    }

    static User login(RunningServer server, String name) {
      JsonObject answer = server.client().login(name + "@catalogador.local", "demo-1234").json();
      return new User(
          name, answer.getJsonObject("user").getString("id"), answer.getString("token"));
    }

    PageSocket page() {
      return PageSocket.open(sockets, server, token);
    }

    ApiClient api() {
      return server.client().with("Authorization", "Bearer " + token);
    }

    String address(String topic) {
      return "user." + id + "." + topic;
    }
  }

  @BeforeAll
  static void start() throws Exception {
    vertx = Vertx.vertx();
    sockets = PageSocket.client(vertx);
  }

  @AfterAll
  static void stop() {
    vertx.close();
  }

  @Test
  void sendsTheStateOfTheSessionAtOnceAndOnEveryChange() throws Exception {
    User user = User.login("user1");
    try (PageSocket page = user.page()) {
      page.register(user.address("connection"));
      JsonObject first = page.nextBody(user.address("connection"));

      JsonObject session = user.api().get("/api/v1/session").json();
      session.remove("user");
      assertThat(first.fieldNames()).isEqualTo(session.fieldNames());
      assertThat(first.getString("connection")).isEqualTo("CONNECTED");
      assertThat(first.getJsonObject("balance")).isEqualTo(session.getJsonObject("balance"));
      assertThat(first.getString("connectionSince"))
          .isEqualTo(session.getString("connectionSince"));

      server.balance("user1", 77);

      JsonObject richer = page.nextBody(user.address("connection"));
      assertThat(richer.getJsonObject("balance").getDouble("amount")).isEqualTo(77);

      server.fault(new JsonObject().put("refuseConnections", true).put("dropSockets", true));
      JsonObject lost = page.nextBody(user.address("connection"));
      server.noFaults();
      JsonObject back = page.nextBody(user.address("connection"));

      assertThat(lost.getString("connection")).isEqualTo("RECONNECTING");
      assertThat(back.getString("connection")).isEqualTo("CONNECTED");
      assertThat(Instant.parse(back.getString("connectionSince")))
          .isAfter(Instant.parse(lost.getString("connectionSince")));
    }
  }

  @Test
  void aBalanceThatChangesWhileTheLinkReconnectsIsToldAfterwards() throws Exception {
    User user = User.login("user11");
    try (PageSocket page = user.page()) {
      page.register(user.address("connection"));
      page.nextBody(user.address("connection"));
      server.fault(new JsonObject().put("refuseConnections", true).put("dropSockets", true));
      assertThat(page.nextBody(user.address("connection")).getString("connection"))
          .isEqualTo("RECONNECTING");

      server.balance("user11", 88);
      server.noFaults();

      JsonObject richer =
          page.next(
              message ->
                  message.getJsonObject("body").getJsonObject("balance").getDouble("amount") == 88);
      assertThat(richer.getJsonObject("body").getString("connection")).isEqualTo("CONNECTED");
    }
  }

  @Test
  void messagesHaveTheirTimeOfSending() throws Exception {
    int broker = 90_000;
    server.fault(new JsonObject().put("clockOffset", broker));
    User user = User.login("user48"); // no other test has used this user's session and its clock
    server.fault(new JsonObject().put("latency", 1_500));
    try (PageSocket page = user.page()) {
      until(() -> clockOffset(user) > broker / 2);
      page.register(user.address("catalog"));

      long asked = System.currentTimeMillis() + broker;
      JsonObject reply =
          page.ask(
              user.address("watch"),
              new JsonObject().put("asset", "GBPUSD-OTC").put("timeframe", 900));
      long computedAt = reply.getJsonObject("body").getLong("computedAt") * 1_000;
      assertThat(sentAt(reply)).isBetween(asked - 900, System.currentTimeMillis() + broker + 900);
      assertThat(sentAt(reply)).isGreaterThan(computedAt + 1_000);
      JsonObject news = page.next(it -> user.address("catalog").equals(it.getString("address")));
      assertThat(sentAt(news)).isBetween(asked - 900, System.currentTimeMillis() + broker + 900);
    } finally {
      server.noFaults();
    }
  }

  private static long sentAt(JsonObject message) {
    return Long.parseLong(message.getJsonObject("headers").getString("sentAtMs"));
  }

  private static long clockOffset(User user) {
    return user.api().get("/api/v1/session").json().getLong("clockOffsetMs");
  }

  @Test
  void logoutSendsTheReasonAndClosesTheSocketWithinASecond() {
    User user = User.login("user2");
    PageSocket page = user.page();
    page.register(user.address("connection"));
    page.nextBody(user.address("connection"));

    long begin = System.nanoTime();
    user.api().post("/api/v1/logout", "");

    assertThat(page.closed()).isEqualTo(4401);
    assertThat(Pulse.runSince(begin)).isLessThan(Duration.ofSeconds(1));
    JsonObject why = page.next(message -> message.getString("type").equals("err"));
    assertThat(why.getString("body")).isEqualTo("session_ended");
    assertThat(new JsonObject(why.getString("message")).getString("detail")).contains("sessão");
  }

  @Test
  @EnabledIf("br.com.catalogador.app.RunningServer#isInThisProcess")
  void closesTheSocketWhenItsTokenExpires() throws Exception {
    SettableTime time = new SettableTime(Instant.now().getEpochSecond());
    try (RunningServer timed = RunningServer.start(time)) {
      User user = User.login(timed, "user1");
      PageSocket page = PageSocket.open(sockets, timed, user.token());
      page.register(user.address("connection"));
      page.nextBody(user.address("connection"));

      time.forward(Duration.ofHours(12));

      assertThat(page.closed()).isEqualTo(4401);
    }
  }

  static Stream<JsonObject> wrongWatches() {
    return Stream.of(
        new JsonObject().put("asset", "EURUSD-OTC").put("colour", "red"),
        new JsonObject().put("asset", "EURUSD-OTC").put("quadrants", 2001),
        new JsonObject().put("asset", "EURUSD-OTC").put("quadrants", 10.5),
        new JsonObject().put("asset", "EURUSD-OTC").put("tie", new JsonArray()),
        new JsonObject().put("asset", "EURUSD-OTC").put("format", "csv"),
        new JsonObject().put("quadrants", 10));
  }

  @ParameterizedTest
  @MethodSource("wrongWatches")
  void validatesAWatchLikeACatalog(JsonObject parameters) {
    User user = User.login("user3");
    try (PageSocket page = user.page()) {
      JsonObject refusal = page.ask(user.address("watch"), parameters);

      assertThat(refusal.getString("type")).isEqualTo("err");
      assertThat(refusal.getInteger("failureCode")).isEqualTo(400);
      JsonObject problem = new JsonObject(refusal.getString("message"));
      assertThat(problem.getString("code")).isEqualTo("invalid_parameter");
      assertThat(problem.getString("field")).isNotEmpty();
    }
  }

  @Test
  void answersAWatchWithTheCatalog() {
    User user = User.login("user3");
    try (PageSocket page = user.page()) {
      JsonObject answer =
          page.ask(
              user.address("watch"),
              new JsonObject()
                  .put("asset", "BTCUSD")
                  .put("timeframe", 900)
                  .put("quadrants", 5)
                  .put("payout", 0.8)
                  .put("recover", true));

      JsonObject same =
          user.api()
              .get("/api/v1/catalog?asset=BTCUSD&timeframe=900&quadrants=5&payout=0.8&recover=true")
              .json();
      JsonObject catalog = answer.getJsonObject("body");
      assertThat(catalog.containsKey("running")).isTrue();
      catalog.remove("running");
      assertThat(catalog.fieldNames()).isEqualTo(same.fieldNames());
      assertThat(catalog.getJsonArray("rows")).isEqualTo(same.getJsonArray("rows"));
      assertThat(catalog.getJsonObject("summary")).isEqualTo(same.getJsonObject("summary"));
    }
  }

  @Test
  void watchesAnOwnPatternWithConditions() {
    User user = User.login("user3");
    try (PageSocket page = user.page()) {
      JsonObject catalog =
          page.ask(
                  user.address("watch"),
                  new JsonObject()
                      .put("asset", "EURUSD-OTC")
                      .put("quadrants", 100)
                      .put("martingale", 0)
                      .put("strategy", "5:1:same:6")
                      .put("after", "hit:1")
                      .put("trend", -9))
              .getJsonObject("body");

      assertThat(catalog.getString("strategy")).isEqualTo("5:1:same:6");
      assertThat(catalog.getJsonObject("conditions"))
          .isEqualTo(new JsonObject().put("trend", "-9").put("after", "hit:1"));
      assertThat(catalog.getJsonObject("summary").getInteger("filtered")).isPositive();
      assertThat(catalog.getJsonArray("afterHits")).hasSize(6);
    }
  }

  @Test
  void closesTheSocketForAMessageOfMoreThan4Kib() {
    User user = User.login("user4");
    PageSocket page = user.page();
    page.write("x".repeat(4 * 1024));
    assertThat(page.next().getString("body")).isEqualTo("invalid_json");

    page.write("x".repeat(4 * 1024 + 1));

    page.closed();
  }

  @Test
  void measuresAFragmentedMessageAsAWhole() {
    PageSocket page = User.login("user4").page();

    page.sendFragmented("x".repeat(3 * 1024), "x".repeat(3 * 1024));

    page.closed();
    assertThat(page.messages()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"type\":\"ping\"}", "no JSON", "{\"type\":\"publish\",\"address\":\"a\"}"})
  void closesTheSocketForMoreThanFiftyMessagesASecond(String message) {
    PageSocket page = User.login("user5").page();
    long begin = System.nanoTime();
    for (int i = 0; i < 200; i++) {
      page.write(message);
    }

    assertThat(page.closed()).isEqualTo(4429);
    int seconds = 1 + (int) TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
    List<String> answers = new ArrayList<>();
    page.messages().forEach(answer -> answers.add(answer.getString("body")));
    assertThat(answers).hasSizeLessThanOrEqualTo(seconds * 50 + 1).endsWith("too_many_requests");
  }

  @Test
  void acceptsFiftyMessagesAtOnce() {
    User user = User.login("user5");
    try (PageSocket page = user.page()) {
      for (int i = 0; i < 49; i++) {
        page.write("{\"type\":\"ping\"}");
      }
      assertThat(page.ask(user.address("watch"), new JsonObject()).getString("type"))
          .isEqualTo("rec");
    }
  }

  @Test
  void limitsASessionToTenSockets() {
    User user = User.login("user6");
    List<PageSocket> pages = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      PageSocket page = user.page();
      pages.add(page);
      assertThat(page.ask(user.address("watch"), new JsonObject()).getString("type"))
          .isEqualTo("rec");
    }
    try (PageSocket oneMore = user.page()) {
      assertThat(oneMore.ask(user.address("watch"), new JsonObject()).getString("body"))
          .isEqualTo("too_many_requests");
    }
    pages.forEach(PageSocket::close);
    // The server notices the end of a socket later than the page.
    until(
        () -> {
          try (PageSocket page = user.page()) {
            return page.ask(user.address("watch"), new JsonObject())
                .getString("type")
                .equals("rec");
          }
        });
  }

  @Test
  void requiresOurOriginWithTheCookie() {
    User user = User.login("user7");
    String cookie = "catalogador_token=" + user.token();

    assertThat(handshakeStatus("Cookie", cookie, "Origin", "https://elsewhere.example"))
        .isEqualTo(403);
    assertThat(handshakeStatus("Cookie", cookie, "Origin", "null")).isEqualTo(403);
    assertThat(handshakeStatus("Cookie", cookie, "Origin", server.url() + "0")).isEqualTo(403);
    try (PageSocket ours =
        PageSocket.open(sockets, server, null, "Cookie", cookie, "Origin", server.url())) {
      ours.register(user.address("connection"));
      assertThat(ours.nextBody(user.address("connection")).getString("connection"))
          .isEqualTo("CONNECTED");
    }
  }

  private static int handshakeStatus(String... headers) {
    try {
      PageSocket.open(sockets, server, null, headers).close();
      return 101;
    } catch (UpgradeRejectedException e) {
      return e.getStatus();
    }
  }

  @Test
  void worksWithTheClientLibraryOverSockJs() throws InterruptedException {
    User user = User.login("user8");
    BlockingQueue<String> frames = new LinkedBlockingQueue<>();
    WebSocketConnectOptions options =
        new WebSocketConnectOptions()
            .setAbsoluteURI(server.url().replace("http", "ws") + "/eventbus/000/a1b2c3d4/websocket")
            .putHeader("Cookie", "catalogador_token=" + user.token());
    Promise<Void> closed = Promise.promise();
    WebSocket socket =
        await(
            sockets
                .connect(options)
                .onSuccess(connected -> connected.textMessageHandler(frames::add))
                .onSuccess(connected -> connected.closeHandler(closed::complete)));
    JsonObject register =
        new JsonObject().put("type", "register").put("address", user.address("connection"));

    socket.writeTextMessage(new JsonArray().add(register.encode()).encode());

    assertThat(frames.poll(10, TimeUnit.SECONDS)).isEqualTo("o");
    String frame = frames.poll(10, TimeUnit.SECONDS);
    assertThat(frame).startsWith("a[");
    JsonObject told = new JsonObject(new JsonArray(frame.substring(1)).getString(0));
    assertThat(told.getString("type")).isEqualTo("rec");
    assertThat(told.getString("address")).isEqualTo(user.address("connection"));
    user.api().post("/api/v1/logout", "");
    assertThat(frames.poll(10, TimeUnit.SECONDS)).contains("session_ended");
    await(closed.future());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/eventbus/0/x/xhr", "/eventbus/0/x/xhr_streaming", "/eventbus/iframe.html"})
  void offersNoOtherTransport(String path) {
    assertThat(server.client().post(path, "").status()).isEqualTo(404);
    assertThat(server.client().get(path).status()).isEqualTo(404);
  }

  @Test
  void answersInvalidMessagesWithAnError() {
    User user = User.login("user9");
    try (PageSocket page = user.page()) {
      for (String[] wrong :
          new String[][] {
            {"", "invalid_json"},
            {"[]", "invalid_json"},
            {"null", "invalid_json"},
            {"{", "invalid_json"},
            {"[".repeat(4_000), "invalid_json"},
            {"{\"type\":\"send\",\"body\":" + "[".repeat(4_000), "invalid_json"},
            {"{}", "missing_type"},
            {"{\"type\":7}", "missing_type"},
            {"{\"type\":\"register\"}", "missing_address"},
            {"{\"type\":\"send\",\"address\":{}}", "missing_address"},
            {"{\"type\":\"shout\",\"address\":\"a\"}", "invalid_type"},
            {"{\"type\":\"send\",\"address\":\"a\",\"replyAddress\":[1]}", "invalid_reply_address"},
            {"{\"type\":\"send\",\"address\":\"a\",\"headers\":3}", "access_denied"},
            {
              "{\"type\":\"send\",\"address\":\"" + "a".repeat(201) + "\"}",
              "max_address_length_reached"
            }
          }) {
        page.write(wrong[0]);
        assertThat(page.next().getString("body")).as(wrong[0]).isEqualTo(wrong[1]);
      }
      page.register(user.address("catalog"));
      page.register(user.address("catalog"));
      assertThat(page.next().getString("body")).isEqualTo("address_already_registered");
    }
  }
}
