package br.com.catalogador.live;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Many users with an open page each, all watching: tells how long after its last second a closed
 * candle is on their sockets, and what that has cost the server and the broker. The delay is
 * measured from the full minute of this machine's clock, which the simulator goes by, so it holds
 * the simulator's own share too. See {@code scripts/live-load}.
 */
public final class LiveLoad {
  private static final int LOGINS_AT_ONCE = 20;

  /** In an update of a closed candle, within SockJS's quotes. */
  private static final Pattern CLOSED = Pattern.compile("\\\\\"dataTo\\\\\":([0-9]+)");

  private static final Pattern COMPUTATIONS =
      Pattern.compile(
          "vertx_pool_usage_seconds_count\\{[^}]*pool_name=\"analysis\"[^}]*\\} ([0-9.E]+)");

  private final Vertx vertx = Vertx.vertx();
  private final WebClient http =
      WebClient.create(vertx, new WebClientOptions().setKeepAlive(true));
  private final WebSocketClient sockets =
      vertx.createWebSocketClient(
          new WebSocketClientOptions()
              .setMaxConnections(Integer.MAX_VALUE)
              .setMaxFrameSize(1 << 24)
              .setMaxMessageSize(1 << 24));
  private final String server;
  private final String broker;
  private final String management;
  private final Map<Long, Queue<Long>> delays = new ConcurrentSkipListMap<>();
  private long clockOffset;
  private volatile long countFrom = Long.MAX_VALUE;
  private volatile long running;
  private volatile boolean over;

  private record User(String id, String token) {}

  private LiveLoad(String server, String broker, String management) {
    this.server = server;
    this.broker = broker;
    this.management = management;
  }

  /**
   * @param args addresses as {@code host:port} of the server, of the simulator and of the server's
   *     management, number of users, of assets, and of minutes to count
   */
  public static void main(String[] args) throws Exception {
    LiveLoad load = new LiveLoad(args[0], args[1], args[2]);
    load.run(Integer.parseInt(args[3]), Integer.parseInt(args[4]), Integer.parseInt(args[5]));
    load.over = true;
    load.vertx.close();
  }

  private void run(int users, int assets, int minutes) throws Exception {
    long begin = System.nanoTime();
    moveToAWeekday();
    List<User> all = logIn(users);
    List<String> symbols = openAssets(all.get(0)).subList(0, assets);
    for (int i = 0; i < users; i++) {
      done(watch(all.get(i), symbols.get(i % assets)));
    }
    System.out.printf(
        "logged in and watching after %d s%n", TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin));
    JsonObject counts = counts();
    System.out.printf(
        "%d users watch %d assets; subscriptions to candles at the broker: %d%n",
        users, assets, counts.getLong("subscriptions") - counts.getLong("sockets"));
    count(users, assets, minutes);
  }

  /** To a Tuesday at 15:42, when every market is open; the seconds stay those of this machine. */
  private void moveToAWeekday() throws Exception {
    long week = 7 * 86_400_000L;
    long tuesday = 5 * 86_400_000L + (15 * 60 + 42) * 60_000L;
    long minute = System.currentTimeMillis() / 60_000 * 60_000;
    clockOffset = Math.floorMod(tuesday - minute, week);
    JsonObject fault = new JsonObject().put("clockOffset", clockOffset);
    done(http.postAbs("http://" + broker + "/control/faults").sendJsonObject(fault));
  }

  private long now() {
    return System.currentTimeMillis() + clockOffset;
  }

  private void count(int users, int assets, int minutes) throws Exception {
    long first = (now() / 60_000 + 1) * 60;
    waitUntil(first * 1000 - 5_000);
    long computations = computations();
    long candleRequests = counts().getLong("get-candles");
    long moves = running;
    countFrom = first;
    waitUntil((first + (minutes - 1) * 60L) * 1000 + 15_000);
    delays.forEach((end, told) -> report(end, told, users));
    long seconds = (minutes - 1) * 60L + 20;
    System.out.printf(
        "computations per asset and minute: %.2f; candle requests to the broker: %d%n",
        (computations() - computations) / (double) (assets * minutes),
        counts().getLong("get-candles") - candleRequests);
    System.out.printf(
        "running candles: %.2f per user and second%n", (running - moves) / (double) users / seconds);
  }

  private static void report(long end, Collection<Long> told, int users) {
    List<Long> sorted = told.stream().sorted().toList();
    System.out.printf(
        "minute %s: %d updates of %d; ms after the minute: p50 %d, p99 %d, max %d%n",
        Instant.ofEpochSecond(end), told.size(), users, at(sorted, 0.5), at(sorted, 0.99), at(sorted, 1));
  }

  private static long at(List<Long> sorted, double part) {
    return sorted.get((int) Math.ceil(part * sorted.size()) - 1);
  }

  private List<User> logIn(int users) throws Exception {
    List<User> all = new ArrayList<>();
    for (int begin = 0; begin < users; begin += LOGINS_AT_ONCE) {
      List<Future<User>> some = new ArrayList<>();
      for (int i = begin; i < Math.min(users, begin + LOGINS_AT_ONCE); i++) {
        some.add(logInAs("user" + i + "@catalogador.local"));
      }
      for (Future<User> user : some) {
        all.add(done(user));
      }
    }
    return all;
  }

  private Future<User> logInAs(String email) {
    JsonObject body = new JsonObject().put("email", email).put("password", "demo-1234");
    return http.postAbs("http://" + server + "/api/v1/login")
        .sendJsonObject(body)
        .map(
            answer -> {
              JsonObject json = answer.bodyAsJsonObject();
              return new User(
                  json.getJsonObject("user").getString("id"), json.getString("token"));
            });
  }

  private List<String> openAssets(User user) throws Exception {
    HttpRequest<?> request =
        http.getAbs("http://" + server + "/api/v1/assets?open=true")
            .bearerTokenAuthentication(user.token());
    return done(request.send()).bodyAsJsonObject().getJsonArray("assets").stream()
        .map(asset -> ((JsonObject) asset).getString("symbol"))
        .toList();
  }

  /** Opens a page's socket as its library does; completes with the answer to the watch. */
  private Future<Void> watch(User user, String asset) {
    WebSocketConnectOptions options =
        new WebSocketConnectOptions()
            .setAbsoluteURI("ws://" + server + "/eventbus/000/" + UUID.randomUUID() + "/websocket")
            .putHeader("Cookie", "catalogador_token=" + user.token());
    Promise<Void> answered = Promise.promise();
    return sockets
        .connect(options)
        .compose(
            socket -> {
              socket.textMessageHandler(
                  frame -> {
                    if (frame.contains("\\\"dataFrom\\\"")) {
                      answered.tryComplete();
                    } else {
                      received(frame);
                    }
                  });
              socket.closeHandler(gone -> noteClosed());
              String address = "user." + user.id() + ".";
              say(socket, new JsonObject().put("type", "register").put("address", address + "catalog"));
              say(
                  socket,
                  new JsonObject()
                      .put("type", "send")
                      .put("address", address + "watch")
                      .put("replyAddress", "r")
                      .put("body", new JsonObject().put("asset", asset)));
              vertx.setPeriodic(
                  30_000, timer -> say(socket, new JsonObject().put("type", "ping")));
              return answered.future();
            });
  }

  private void noteClosed() {
    if (!over) {
      System.out.println("a socket was closed");
    }
  }

  private static void say(WebSocket socket, JsonObject message) {
    socket.writeTextMessage(new JsonArray().add(message.encode()).encode());
  }

  private void received(String frame) {
    long now = now();
    Matcher closed = CLOSED.matcher(frame);
    if (closed.find()) {
      long end = Long.parseLong(closed.group(1));
      if (end >= countFrom) {
        delays
            .computeIfAbsent(end, minute -> new ConcurrentLinkedQueue<>())
            .add(now - end * 1000);
      }
    } else if (frame.contains("\\\"running\\\"")) {
      running++;
    }
  }

  private JsonObject counts() throws Exception {
    return done(http.getAbs("http://" + broker + "/control/counts").send()).bodyAsJsonObject();
  }

  private long computations() throws Exception {
    String metrics =
        done(http.getAbs("http://" + management + "/metrics").send()).bodyAsString();
    Matcher count = COMPUTATIONS.matcher(metrics);
    return count.find() ? (long) Double.parseDouble(count.group(1)) : -1;
  }

  private void waitUntil(long millis) throws Exception {
    done(vertx.timer(Math.max(1, millis - now()), TimeUnit.MILLISECONDS));
  }

  private static <T> T done(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(15, TimeUnit.MINUTES);
  }
}
