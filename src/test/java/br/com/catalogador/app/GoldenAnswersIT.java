package br.com.catalogador.app;

import static br.com.catalogador.support.Awaiting.await;
import static br.com.catalogador.support.Awaiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.app.ApiClient.Answer;
import br.com.catalogador.support.SettableTime;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * Compares answers of all kinds with recorded ones, byte for byte; seed and clock of the market are
 * fixed.
 */
@EnabledIf("br.com.catalogador.app.RunningServer#isInThisProcess")
class GoldenAnswersIT {
  /**
   * A Wednesday in the future, because tokens expire by the real clock; at the end of a second,
   * because the simulator sends its time at the start of each.
   */
  private static final Instant START = Instant.parse("2035-01-10T15:02:10.990Z");

  private static final String ASSET = "EURUSD-OTC";
  private static final String OTHER = "GBPUSD-OTC";
  private static final String CATALOG = "/api/v1/catalog?asset=" + ASSET;
  private static final String RANKING = "/api/v1/ranking";

  private static final WebSocketClientOptions LARGE =
      new WebSocketClientOptions().setMaxFrameSize(1 << 20).setMaxMessageSize(1 << 20);

  private final SettableTime time = new SettableTime(START.getEpochSecond());
  private final Transcript transcript = new Transcript();
  private RunningServer server;

  @BeforeEach
  void start() throws Exception {
    time.forward(Duration.ofNanos(START.getNano()));
    serve("10s");
  }

  /** Starts it with a limit for the answers of the broker. */
  private void serve(String limit) throws Exception {
    server =
        RunningServer.start(
            time,
            "auth.loginAttempts",
            "4",
            "auth.secret",
            "golden answers have a secret of their own",
            "broker.connectTimeout",
            limit,
            "broker.requestTimeout",
            limit,
            "sessions.maximum",
            "3",
            "simulator.alwaysOpen",
            "false");
  }

  private interface Questions {
    void ask() throws Exception;
  }

  /** Asks a server of its own, which waits 2 s for the broker: for what ends with the limit. */
  private void impatiently(Questions questions) throws Exception {
    RunningServer patient = server;
    serve("2s");
    try {
      questions.ask();
    } finally {
      server.close();
      server = patient;
    }
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** A user whose session has received the broker's time. */
  private final class User {
    private final String id;
    private final String token;
    private final ApiClient api;

    User(String name) {
      JsonObject login = server.client().login(name + "@catalogador.local", "demo-1234").json();
      id = login.getJsonObject("user").getString("id");
      token = login.getString("token");
      api = with();
      settle(api);
    }

    /** The client of the user with additional headers. */
    ApiClient with(String... more) {
      return server
          .client()
          .with(
              Stream.concat(Stream.of("Authorization", "Bearer " + token), Stream.of(more))
                  .toArray(String[]::new));
    }
  }

  /** Waits until the session has received the broker's time after the clock was advanced. */
  private static void settle(ApiClient client) {
    until(
        () -> {
          JsonObject session = client.get("/api/v1/session").json();
          return session.getLong("clockOffsetMs") == 0 && session.getLong("silentMs") == 0;
        });
  }

  private void forward(Duration duration, ApiClient client) {
    time.forward(duration);
    settle(client);
  }

  private Answer get(ApiClient client, String path) {
    return transcript.whole("GET " + path, client.get(path));
  }

  private Answer ask(ApiClient client, String method, String path, String body) {
    String title = method + " " + path + (body == null ? "" : " " + body);
    return transcript.whole(title, client.ask(method, path, body));
  }

  private static String credentials(String user, String password) {
    return new JsonObject()
        .put("email", user + "@catalogador.local")
        .put("password", password)
        .encode();
  }

  private Answer login(String user, String password) {
    String body = credentials(user, password);
    return ask(server.client(), "POST", "/api/v1/login", body);
  }

  private void fault(String name, Object value) throws Exception {
    server.noFaults();
    server.fault(new JsonObject().put(name, value));
  }

  @Test
  void loginAndSessionAnswersAreUnchanged() throws Exception {
    ApiClient client = server.client();
    JsonObject demo = login("demo", "demo-1234").json();
    ApiClient api = client.with("Authorization", "Bearer " + demo.getString("token"));
    settle(api);
    get(api, "/api/v1/session");
    String alerts = "{\"alerts\":{\"sound\":true,\"notification\":false,\"secondsBefore\":15}}";
    ask(api, "PUT", "/api/v1/preferences", alerts);
    get(api, "/api/v1/session");
    server.balance("demo", 1234.56);
    until(() -> api.get("/api/v1/session").text().contains("1234.56"));
    get(api, "/api/v1/session");

    Answer wanted = login("demo-2fa", "demo-1234");
    String challenge = "{\"challenge\":\"" + wanted.json().getString("challenge") + "\",";
    secondFactor("2fa/resend", challenge + "\"method\":\"sms\"}");
    secondFactor("2fa", challenge + "\"code\":\"000000\"}");
    secondFactor("2fa", challenge + "\"code\":\"123456\"}");
    secondFactor("2fa", challenge + "\"code\":\"123456\"}");
    secondFactor("2fa/resend", "{\"challenge\":\"none\",\"method\":\"sms\"}");

    String cookie = "catalogador_token=" + demo.getString("token");
    ApiClient browser = client.with("Cookie", cookie);
    ask(browser, "POST", "/api/v1/logout", "");
    ask(
        client.with("Cookie", cookie, "X-Requested-With", "catalogador"),
        "POST",
        "/api/v1/logout",
        "{\"all\":true}");
    get(api, "/api/v1/session");
    get(client, "/api/v1/session");
    get(client.with("Authorization", "Bearer nonsense"), "/api/v1/session");
    transcript.assertRecorded("http/session.txt");
  }

  private void secondFactor(String path, String body) {
    String title = "POST /api/v1/login/" + path + " " + body.replaceFirst("[^\"]{20,}", "…");
    transcript.whole(title, server.client().post("/api/v1/login/" + path, body));
  }

  @Test
  void marketAnswersAreUnchanged() throws Exception {
    User user = new User("user1");
    ApiClient api = user.api;
    for (String path :
        List.of(
            "/assets",
            "/assets?open=true&category=forex&minPayout=0.8&q=eur",
            "/assets?category=nothing",
            "/strategies",
            "/candles?asset=" + ASSET + "&count=5",
            "/candles?asset=" + ASSET + "&timeframe=300&count=3&to=2052054000",
            "/candles?asset=NOWHERE",
            "/candles",
            "/candles?asset=" + ASSET + "&count=10001",
            "/candles?asset=" + ASSET + "&more=1",
            "/catalog?asset=" + ASSET,
            "/catalog?asset=" + ASSET + "&timeframe=300&quadrants=3&strategy=maioria&martingale=0",
            "/catalog?asset=" + ASSET + "&quadrants=3&tie=tie&payout=0.5&multiplier=3",
            "/catalog?asset=" + ASSET + "&quadrants=3&payout=0.9&recover=true",
            "/catalog?asset=" + ASSET + "&quadrants=3&format=json",
            "/catalog?asset=" + ASSET + "&quadrants=3&format=csv",
            "/catalog?asset=NOWHERE",
            "/catalog?asset=" + ASSET + "&quadrants=many",
            "/catalog?asset=" + ASSET + "&tie=draw&format=xml",
            "/nowhere")) {
      get(api, "/api/v1" + path);
    }
    ApiClient csv = user.with("Accept", "text/csv");
    transcript.whole("GET " + CATALOG + " as text/csv", csv.get(CATALOG));
    for (String language : List.of("en", "es")) {
      ApiClient reader = user.with("Accept-Language", language);
      transcript.whole("GET strategies in " + language, reader.get("/api/v1/strategies"));
      transcript.whole("GET no such asset in " + language, reader.get(CATALOG + "S"));
    }
    transcript.assertRecorded("http/market.txt");
  }

  @Test
  void rankingAnswersAreUnchanged() throws Exception {
    ApiClient api = new User("user1").api;
    RankingClient ranking = new RankingClient(api);
    get(api, RANKING);
    ask(api, "POST", RANKING + "/cancel", null);
    String assets = "\"assets\":[\"" + ASSET + "\",\"" + OTHER + "\"]";
    ask(api, "POST", RANKING, "{\"quadrants\":5," + assets + "}");
    ranking.ended();
    get(api, RANKING);
    get(api, RANKING + "?format=csv");
    ask(api, "PUT", RANKING + "/auto-update", "{\"enabled\":true}");
    ask(api, "PUT", RANKING + "/auto-update", "{\"enabled\":\"yes\"}");
    get(api, RANKING + "?limit=1&offset=1");
    get(api, RANKING + "?limit=0");
    ask(api, "POST", RANKING, "{\"strategies\":[\"minoria\",\"padrao-23\"]," + assets + "}");
    ranking.ended();
    get(api, RANKING);
    ask(api, "DELETE", RANKING, null);
    get(api, RANKING);
    ask(api, "POST", RANKING, "{\"quadrants\":4}");
    ask(api, "POST", RANKING, "{\"simulations\":98}");
    ask(api, "POST", RANKING, "{\"strategies\":[\"magic\"]}");
    ask(api, "POST", RANKING, "{\"assets\":[\"NOWHERE\"]}");
    ask(api, "POST", RANKING, "[");
    failing(api, ranking);
    running(api, ranking, assets);
    transcript.assertRecorded("http/ranking.txt");
  }

  private void failing(ApiClient api, RankingClient ranking) throws Exception {
    fault("statuses", new JsonObject().put("get-candles", 4000));
    forward(Duration.ofMinutes(1), api);
    String closed = "\"assets\":[\"" + ASSET + "\",\"" + OTHER + "\",\"AUDCHF\"]";
    ask(api, "POST", RANKING, "{\"timeframe\":900," + closed + "}");
    ranking.ended();
    get(api, RANKING);
    get(api, RANKING + "?format=csv");
    server.noFaults();
  }

  private void running(ApiClient api, RankingClient ranking, String assets) throws Exception {
    fault("silent", new JsonArray().add("get-candles"));
    ask(api, "POST", RANKING, "{\"timeframe\":300,\"assets\":[\"EURJPY-OTC\"]}");
    ranking.when(view -> view.getJsonObject("progress").getString("current") != null);
    get(api, RANKING);
    ask(api, "POST", RANKING, "{" + assets + "}");
    ask(api, "POST", RANKING + "/cancel", null);
    get(api, RANKING);
  }

  @Test
  void failureAnswersAreUnchanged() throws Exception {
    ApiClient api = new User("user1").api;
    ApiClient client = server.client();
    ask(client, "POST", "/api/v1/login", "{\"email\":\"nobody\"}");
    ask(client, "POST", "/api/v1/login", "not JSON");
    transcript.whole(
        "POST a body too large",
        client.post("/api/v1/login", "{\"email\":\"" + "x".repeat(70_000) + "\"}"));
    transcript.whole("GET a URI too long", client.get("/" + "x".repeat(5_000)));
    transcript.whole(
        "GET with headers too large", client.with("X-Large", "x".repeat(20_000)).get("/"));
    ask(api, "POST", CATALOG, "");
    transcript.whole("HEAD of an answer", api.head("/api/v1/session"));
    ask(api, "DELETE", "/openapi.yaml", null);
    marketFails(api);
    loginsFail();
    for (String user : List.of("user2", "user3", "user4")) {
      login(user, "demo-1234");
    }
    for (int i = 0; i < 4; i++) {
      server.client().login("user5@catalogador.local", "wrong");
    }
    login("user5", "wrong");
    transcript.assertRecorded("http/failures.txt");
  }

  private void marketFails(ApiClient api) throws Exception {
    fault("statuses", new JsonObject().put("get-candles", 4000));
    get(api, CATALOG);
    server.noFaults();
    impatiently(
        () -> {
          ApiClient impatient = new User("user1").api;
          fault("statuses", new JsonObject().put("get-candles", 4290));
          get(impatient, CATALOG);
          fault("silent", new JsonArray().add("get-candles"));
          get(impatient, CATALOG);
        });
  }

  private void loginsFail() throws Exception {
    login("user11", "wrong");
    impatiently(
        () -> {
          fault("lateLogins", 60_000);
          login("user12", "demo-1234");
        });
    fault("loginRefusal", refusal(401, "user_blocked", "Your account is <b>blocked</b>."));
    login("user13", "demo-1234");
    fault("refuseConnections", true);
    login("user10", "demo-1234");
    fault("dropSockets", new JsonObject().put("probability", 1));
    login("user18", "demo-1234");
    fault("statuses", new JsonObject().put("login", 500));
    login("user14", "demo-1234");
    fault("sendRefusal", refusal(400, "no_phone", "No phone."));
    login("demo-2fa", "demo-1234");
    fault("gates", new JsonObject().put("login", "cloudflare"));
    login("user15", "demo-1234");
    time.forward(Duration.ofMinutes(30));
    fault("loginRefusal", refusal(200, "ok", "nothing else"));
    login("user16", "demo-1234");
    fault("loginLimit", new JsonObject().put("logins", 0).put("seconds", 60));
    login("user17", "demo-1234");
    server.noFaults();
    time.forward(Duration.ofMinutes(30));
  }

  private static JsonObject refusal(int status, String code, String message) {
    return new JsonObject().put("status", status).put("code", code).put("message", message);
  }

  @Test
  void headersOfPagesAndFilesAreUnchanged() throws Exception {
    ApiClient client = server.client();
    for (String path : List.of("/", "/ranking", "/calculadora", "/api-docs", "/openapi.yaml")) {
      transcript.answer("GET " + path, client.get(path));
      transcript.answer("HEAD " + path, client.head(path));
    }
    transcript.whole("GET /eventbus/info", client.get("/eventbus/info"));
    transcript.whole("GET /eventbus/websocket", client.get("/eventbus/websocket"));
    ApiClient stranger = client.with("Origin", "https://elsewhere.example");
    transcript.whole("GET /eventbus/info of another", stranger.get("/eventbus/info"));
    transcript.whole("GET /nowhere", client.get("/nowhere"));
    transcript.answer("GET /nowhere by a person", client.with("Accept", "text/html").get("/no"));
    String script =
        client.get("/").text().replaceAll("(?s).*?src=\"(/static/[^\"]+\\.js)\".*", "$1");
    transcript.answer("GET a script", client.get(script));
    transcript.answer("HEAD a script", client.head(script));
    transcript.whole("a range beyond it", client.with("Range", "bytes=9999999-").get(script));
    transcript.whole("POST a script", client.post(script, ""));
    String worker = "/service-worker.js";
    transcript.answer("GET the worker", client.get(worker));
    transcript.answer("HEAD the worker", client.head(worker));
    transcript.whole("POST the worker", client.post(worker, ""));
    transcript.assertRecorded("http/pages.txt");
  }

  /** A bridge socket that records the received frames unchanged. */
  private final class Socket implements AutoCloseable {
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final Promise<Short> closed = Promise.promise();
    private final WebSocket socket;
    private final User user;

    Socket(WebSocketClient client, User user) {
      this.user = user;
      WebSocketConnectOptions bridge =
          new WebSocketConnectOptions()
              .setAbsoluteURI(server.url().replace("http", "ws") + "/eventbus/websocket");
      socket = await(client.connect(bridge).map(this::listen));
    }

    private WebSocket listen(WebSocket opened) {
      opened.handler(frame -> told.add(frame.toString()));
      opened.closeHandler(ignored -> closed.tryComplete(opened.closeStatusCode()));
      return opened;
    }

    String address(String topic) {
      return "user." + user.id + "." + topic;
    }

    /** Sends a message and records the reply, or the next frame to what has none. */
    void ask(String type, String address, JsonObject body) throws InterruptedException {
      send(type, address, body);
      record(
          type + " " + address + " " + body,
          frame -> !type.equals("send") || "reply".equals(frame.getString("address")));
    }

    void send(String type, String address, JsonObject body) {
      send(
          new JsonObject()
              .put("type", type)
              .put("address", address)
              .put("replyAddress", "reply")
              .put("body", body)
              .put("headers", new JsonObject().put("authorization", "Bearer " + user.token))
              .encode());
    }

    void send(String text) {
      socket.writeTextMessage(text);
    }

    /** Records the next matching frame; skips others, whose order is random. */
    void record(String title, Predicate<JsonObject> wanted) throws InterruptedException {
      String frame = told.poll(10, TimeUnit.SECONDS);
      while (frame != null && !wanted.test(new JsonObject(frame))) {
        frame = told.poll(10, TimeUnit.SECONDS);
      }
      assertThat(frame).as(title).isNotNull();
      transcript.frame(title, frame);
    }

    /** Whether something of a topic comes within a second; skips the frames until then. */
    boolean wasTold(String topic) throws InterruptedException {
      String frame = told.poll(1, TimeUnit.SECONDS);
      while (frame != null && !at(topic, body -> true).test(new JsonObject(frame))) {
        frame = told.poll(1, TimeUnit.SECONDS);
      }
      return frame != null;
    }

    private Predicate<JsonObject> at(String topic, Predicate<JsonObject> wanted) {
      return frame ->
          address(topic).equals(frame.getString("address"))
              && wanted.test(frame.getJsonObject("body"));
    }

    @Override
    public void close() {
      await(socket.close());
    }
  }

  @Test
  void bridgeMessagesAreUnchanged() throws Exception {
    User user = new User("user1");
    Vertx vertx = Vertx.vertx();
    try (Socket socket = new Socket(vertx.createWebSocketClient(LARGE), user)) {
      connectionTopic(socket, user);
      catalogTopic(socket, user);
      rankingTopic(socket, user);
      refusals(socket);
      assertThat(user.api.post("/api/v1/logout", "").status()).isEqualTo(204);
      socket.record("the last word", frame -> "err".equals(frame.getString("type")));
      transcript.line("closed with", await(socket.closed.future()).toString());
    } finally {
      await(vertx.close());
    }
    transcript.assertRecorded("bridge.txt");
  }

  private void connectionTopic(Socket socket, User user) throws Exception {
    socket.ask("register", socket.address("connection"), null);
    server.balance("user1", 1234.56);
    socket.record(
        "the balance changed",
        socket.at("connection", it -> it.getJsonObject("balance").getDouble("amount") == 1234.56));
    String alerts = "{\"alerts\":{\"sound\":true,\"notification\":false,\"secondsBefore\":15}}";
    user.api.put("/api/v1/preferences", alerts);
    socket.record(
        "preferences changed", socket.at("connection", it -> it.encode().contains(":15}")));
    server.fault(new JsonObject().put("refuseConnections", true).put("dropSockets", true));
    socket.record(
        "the broker is lost",
        socket.at("connection", it -> "RECONNECTING".equals(it.getString("connection"))));
    server.noFaults();
    socket.record(
        "the broker is back",
        socket.at("connection", it -> "CONNECTED".equals(it.getString("connection"))));
    settle(user.api);
    socket.send("unregister", socket.address("connection"), null);
  }

  private void catalogTopic(Socket socket, User user) throws Exception {
    socket.send("register", socket.address("catalog"), null);
    JsonObject query = new JsonObject().put("asset", ASSET).put("quadrants", 4);
    socket.ask("send", socket.address("watch"), query);
    // A push before that would reach nobody.
    until(() -> server.brokerRequests("streams") == 1);
    forward(Duration.ofSeconds(5), user.api);
    long at = time.instant().getEpochSecond();
    socket.record("a price", socket.at("catalog", it -> priceAt(it) == at));
    for (int minute = 1; minute <= 4; minute++) {
      long end = START.getEpochSecond() / 60 * 60 + minute * 60L;
      forward(Duration.ofSeconds(end - time.instant().getEpochSecond()), user.api);
      socket.record(
          "candle " + minute + " closed",
          socket.at("catalog", it -> it.containsKey("summary") && it.getLong("dataTo") == end));
    }
    forward(Duration.ofSeconds(2), user.api);
    long later = time.instant().getEpochSecond();
    socket.record("another price", socket.at("catalog", it -> priceAt(it) == later));
    socket.ask("send", socket.address("watch"), query.copy().put("payout", 0.5));
    socket.ask("send", socket.address("watch"), new JsonObject());
    socket.ask("send", socket.address("watch"), new JsonObject().put("asset", "NOWHERE"));
    socket.ask("send", socket.address("watch"), new JsonObject().put("asset", ASSET).put("x", 1));
  }

  private static long priceAt(JsonObject update) {
    JsonObject running = update.getJsonObject("running");
    return running == null || update.containsKey("summary") ? 0 : running.getLong("at", 0L);
  }

  private void rankingTopic(Socket socket, User user) throws Exception {
    socket.send("register", socket.address("ranking"), null);
    // A run that begins before the server has registered the address would be told otherwise.
    do {
      user.api.delete(RANKING);
    } while (!socket.wasTold("ranking"));
    JsonObject parameters = new JsonObject().put("assets", new JsonArray().add(OTHER));
    fault("silent", new JsonArray().add("get-candles"));
    user.api.post(RANKING, parameters.put("quadrants", 5).put("timeframe", 300).encode());
    socket.record(
        "a ranking runs",
        socket.at(
            "ranking",
            it ->
                "RUNNING".equals(it.getString("status"))
                    && it.getJsonObject("progress").getString("current") != null));
    user.api.post(RANKING + "/cancel", null);
    socket.record(
        "it was cancelled", socket.at("ranking", it -> "CANCELLED".equals(it.getString("status"))));
    server.noFaults();
    user.api.post(RANKING, parameters.put("timeframe", 60).encode());
    socket.record("it is done", socket.at("ranking", it -> "DONE".equals(it.getString("status"))));
    user.api.delete(RANKING);
    socket.record(
        "it is cleared", socket.at("ranking", it -> "IDLE".equals(it.getString("status"))));
    socket.send("unregister", socket.address("ranking"), null);
  }

  private void refusals(Socket socket) throws Exception {
    socket.ask("register", "user.1.catalog", null);
    socket.ask("register", "elsewhere", null);
    socket.ask("register", socket.address("watch"), null);
    socket.ask("register", socket.address("catalog"), null);
    socket.ask("unregister", socket.address("ranking"), null);
    socket.ask("publish", socket.address("watch"), new JsonObject());
    socket.ask("shout", socket.address("watch"), new JsonObject());
    for (String text :
        List.of(
            "nonsense",
            "{}",
            "{\"type\":\"send\"}",
            "{\"type\":\"send\",\"address\":\"" + "a".repeat(201) + "\"}",
            "{\"type\":\"send\",\"address\":\"a\",\"replyAddress\":1}",
            "{\"type\":\"send\",\"address\":\"" + socket.address("watch") + "\",\"body\":{}}")) {
      socket.send(text);
      socket.record(text, frame -> true);
    }
  }
}
