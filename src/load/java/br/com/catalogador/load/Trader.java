package br.com.catalogador.load;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One user at his browser: logs in, holds a live chart, analyses now and then, logs out. His page's
 * socket speaks SockJS, as the page's library does. Only what has to be known is read of what he is
 * told, for this tool shares the processors with what it measures.
 */
final class Trader {
  static final String LOGIN = "login";
  static final String WATCH = "watch, first chart";
  static final String ANALYSIS = "analysis";
  static final String CLOSED = "closed candle to page";
  static final String RANKING = "ranking, started";
  static final String RANKED = "ranking of a close to page";
  static final String LOGOUT = "logout";

  private static final int PING_MILLIS = 5_000;
  private static final int PATIENCE_SECONDS = 60;

  /** In an update, within SockJS's quotes: the end of the newest candle. */
  private static final Pattern NEWEST = Pattern.compile("\\\\\"dataTo\\\\\":([0-9]+)");

  /** In news of a ranking: when it was computed, in a minute that began with the close. */
  private static final Pattern COMPUTED = Pattern.compile("\\\\\"computedAt\\\\\":([0-9]+)");

  private static final int CANDLE_SECONDS = 60;
  private static final String MOVED = "\\\"moved\\\"";
  private static final String ROWS = "\\\"rowsChanged\\\"";
  private static final String RANKINGS = ".ranking\\\"";
  private static final String RUNNING = "\\\"running\\\"";
  private static final String ERROR = "\\\"type\\\":\\\"err\\\"";

  private final Clients clients;
  private final HttpClient http;
  private final Figures figures;
  private final int number;
  private final String name;

  /** As nginx would tell it: the server counts by networks, and a crowd is not one. */
  private final String address;

  private String token;
  private String user;
  private String watched;
  private WebSocket socket;
  private long pingTimer = -1;
  private boolean leaving;
  private long newsSecond;
  private long newsOfThisSecond;

  Trader(Clients clients, Figures figures, int number) {
    this.clients = clients;
    this.http = clients.browser();
    this.figures = figures;
    this.number = number;
    this.name = "user" + number;
    this.address = "10." + number / 65_536 + "." + number / 256 % 256 + "." + number % 256;
  }

  /**
   * @param due when the login should have begun, by {@link System#nanoTime}
   */
  Future<Void> logIn(long due) {
    JsonObject body =
        new JsonObject().put("email", name + "@catalogador.local").put("password", "demo-1234");
    return call(HttpMethod.POST, "/api/v1/login", body.toBuffer())
        .onSuccess(
            text -> {
              figures.took(LOGIN, System.nanoTime() - due);
              JsonObject answer = new JsonObject(text);
              token = answer.getString("token");
              user = answer.getJsonObject("user").getString("id");
            })
        .onFailure(cause -> figures.failed(LOGIN, cause.getMessage()))
        .mapEmpty();
  }

  private Future<Buffer> call(HttpMethod method, String path, Buffer body) {
    RequestOptions options =
        new RequestOptions().setMethod(method).setURI(path).putHeader("X-Forwarded-For", address);
    if (token != null) {
      options.putHeader("Authorization", "Bearer " + token);
    }
    if (body != null) {
      options.putHeader("Content-Type", "application/json");
    }
    return http.request(options)
        .compose(request -> body == null ? request.send() : request.send(body))
        .compose(response -> response.body().map(text -> checked(response, text)))
        .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private static Buffer checked(HttpClientResponse response, Buffer text) {
    if (response.statusCode() >= 300) {
      throw new IllegalStateException(
          response.statusCode() + " " + new JsonObject(text).getString("code"));
    }
    return text;
  }

  /** Opens the page's socket and watches an asset; completes with the first catalog. */
  Future<Void> watch(String asset) {
    long begun = System.nanoTime();
    watched = asset;
    Promise<Void> watching = Promise.promise();
    String path = "/eventbus/000/" + UUID.randomUUID() + "/websocket";
    return clients
        .sockets()
        .connect(
            new WebSocketConnectOptions()
                .setURI(path)
                .putHeader("X-Forwarded-For", address)
                .putHeader("Cookie", "catalogador_token=" + token))
        .onSuccess(opened -> opened(opened, watching, begun))
        .compose(opened -> watching.future())
        .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .onFailure(cause -> figures.failed(WATCH, cause.getMessage()));
  }

  private void opened(WebSocket opened, Promise<Void> watching, long begun) {
    socket = opened;
    opened.textMessageHandler(frame -> received(frame, watching, begun));
    opened.closeHandler(gone -> closed());
    say(new JsonObject().put("type", "register").put("address", "user." + user + ".catalog"));
    say(
        new JsonObject()
            .put("type", "send")
            .put("address", "user." + user + ".watch")
            .put("replyAddress", "first-chart")
            .put("body", new JsonObject().put("asset", watched)));
    JsonObject ping = new JsonObject().put("type", "ping");
    pingTimer = clients.vertx().setPeriodic(PING_MILLIS, timer -> say(ping));
  }

  private void closed() {
    clients.vertx().cancelTimer(pingTimer);
    if (!leaving) {
      figures.failed("page", "socket closed with " + socket.closeStatusCode());
    }
  }

  private void say(JsonObject message) {
    socket.writeTextMessage(new JsonArray().add(message.encode()).encode());
  }

  private void received(String frame, Promise<Void> watching, long begun) {
    if (frame.contains(RANKINGS)) {
      news(frame.length());
    }
    if (frame.contains("first-chart")) {
      figures.took(WATCH, System.nanoTime() - begun);
      watching.tryComplete();
    } else if (frame.contains(ROWS)) {
      long now = clients.brokerMillis();
      Matcher newest = NEWEST.matcher(frame);
      while (newest.find()) {
        long end = Long.parseLong(newest.group(1));
        figures.took(CLOSED, TimeUnit.MILLISECONDS.toNanos(now - end * 1000));
        figures.closed(watched, end);
      }
    } else if (frame.contains(RUNNING)) {
      figures.moved();
    } else if (frame.contains(MOVED)) {
      ranked(frame);
    } else if (frame.contains(ERROR) && !leaving) {
      figures.failed("page", frame.substring(0, Math.min(160, frame.length())));
      watching.tryFail("refused");
    }
  }

  /**
   * Analyses an asset picked by chance.
   *
   * @param due when it should have begun, by {@link System#nanoTime}
   */
  Future<Void> analyze(List<String> assets, int quadrants, long due) {
    String asset = assets.get(ThreadLocalRandom.current().nextInt(assets.size()));
    return call(HttpMethod.GET, "/api/v1/catalog?asset=" + asset + "&quadrants=" + quadrants, null)
        .onSuccess(answer -> figures.took(ANALYSIS, System.nanoTime() - due))
        .onFailure(cause -> figures.failed(ANALYSIS, cause.getMessage()))
        .mapEmpty();
  }

  /**
   * Ranks every strategy on every asset, with 999 simulated markets, and looks at it while it is
   * kept fresh.
   *
   * @param own whether it is to be unlike those of all others
   * @param due when it should have begun, by {@link System#nanoTime}
   */
  Future<Void> rank(boolean own, long due) {
    JsonObject enabled = new JsonObject().put("enabled", true);
    JsonObject all = new JsonObject().put("strategies", "all").put("quadrants", 100);
    if (own) {
      all.put("minOperations", 1 + number % 50).put("quadrants", 100 + number / 50);
    }
    return call(HttpMethod.PUT, "/api/v1/ranking/auto-update", enabled.toBuffer())
        .compose(set -> call(HttpMethod.POST, "/api/v1/ranking", all.toBuffer()))
        .onSuccess(
            started -> {
              figures.took(RANKING, System.nanoTime() - due);
              say(
                  new JsonObject()
                      .put("type", "register")
                      .put("address", "user." + user + ".ranking"));
            })
        .onFailure(cause -> figures.failed(RANKING, cause.getMessage()))
        .mapEmpty();
  }

  private void news(int bytes) {
    long second = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime());
    newsOfThisSecond = second == newsSecond ? newsOfThisSecond + bytes : bytes;
    newsSecond = second;
    figures.news(bytes, newsOfThisSecond);
  }

  private void ranked(String news) {
    Matcher computed = COMPUTED.matcher(news);
    if (computed.find()) {
      long at = Long.parseLong(computed.group(1));
      long closed = at / CANDLE_SECONDS * CANDLE_SECONDS;
      figures.took(RANKED, TimeUnit.MILLISECONDS.toNanos(clients.brokerMillis() - closed * 1000));
    }
  }

  /** Symbols of all open assets. */
  Future<List<String>> assets() {
    return call(HttpMethod.GET, "/api/v1/assets?open=true", null)
        .map(
            answer ->
                new JsonObject(answer)
                    .getJsonArray("assets").stream()
                        .map(asset -> ((JsonObject) asset).getString("symbol"))
                        .toList());
  }

  Future<Void> logOut() {
    leaving = true;
    long begun = System.nanoTime();
    return call(HttpMethod.POST, "/api/v1/logout", Buffer.buffer())
        .onSuccess(done -> figures.took(LOGOUT, System.nanoTime() - begun))
        .onFailure(cause -> figures.failed(LOGOUT, cause.getMessage()))
        .eventually(http::close)
        .mapEmpty();
  }
}
