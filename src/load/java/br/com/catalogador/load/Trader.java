package br.com.catalogador.load;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** One user at his browser: logs in, holds a live chart, analyses now and then, logs out. */
final class Trader {
  private static final int MILLIS_PER_CANDLE = 60_000;
  private static final int PING_MILLIS = 5_000;

  private final Vertx vertx;
  private final HttpClient http;
  private final WebSocketClient sockets;
  private final Figures figures;
  private final String name;
  private String token;
  private String user;
  private WebSocket socket;
  private long pingTimer = -1;
  private boolean leaving;

  Trader(Vertx vertx, HttpClient http, WebSocketClient sockets, Figures figures, String name) {
    this.vertx = vertx;
    this.http = http;
    this.sockets = sockets;
    this.figures = figures;
    this.name = name;
  }

  /**
   * @param due when the login should have begun, by {@link System#nanoTime}
   */
  Future<Void> logIn(long due) {
    JsonObject body =
        new JsonObject().put("email", name + "@catalogador.local").put("password", "demo-1234");
    return call(HttpMethod.POST, "/api/v1/login", body.toBuffer())
        .onSuccess(
            answer -> {
              figures.took("login", System.nanoTime() - due);
              token = answer.getString("token");
              user = answer.getJsonObject("user").getString("id");
            })
        .onFailure(cause -> figures.failed("login", cause.getMessage()))
        .mapEmpty();
  }

  private Future<JsonObject> call(HttpMethod method, String path, Buffer body) {
    RequestOptions options = new RequestOptions().setMethod(method).setURI(path);
    if (token != null) {
      options.putHeader("Authorization", "Bearer " + token);
    }
    if (body != null) {
      options.putHeader("Content-Type", "application/json");
    }
    return http.request(options)
        .compose(request -> body == null ? request.send() : request.send(body))
        .compose(response -> response.body().map(answer -> checked(response, answer)))
        .timeout(60, TimeUnit.SECONDS);
  }

  private static JsonObject checked(HttpClientResponse response, Buffer answer) {
    if (response.statusCode() >= 300) {
      throw new IllegalStateException(
          response.statusCode() + " " + new JsonObject(answer).getString("code"));
    }
    return answer.length() == 0 ? new JsonObject() : new JsonObject(answer);
  }

  /** Opens the bridge and watches an asset; completes with the first catalogue. */
  Future<Void> watch(JsonObject parameters) {
    long begun = System.nanoTime();
    Promise<Void> watching = Promise.promise();
    return sockets
        .connect(
            new WebSocketConnectOptions()
                .setURI("/eventbus/websocket")
                .putHeader("Cookie", "catalogador_token=" + token))
        .onSuccess(
            opened -> {
              socket = opened;
              opened.textMessageHandler(text -> received(text, watching, begun));
              opened.closeHandler(
                  gone -> {
                    if (!leaving) {
                      figures.failed("live", "socket closed");
                    }
                  });
              send("register", "user." + user + ".catalog", new JsonObject());
              JsonObject watch = new JsonObject().put("replyAddress", "watch-" + name);
              send("send", "user." + user + ".watch", watch.put("body", parameters));
              pingTimer = vertx.setPeriodic(PING_MILLIS, timer -> ping());
            })
        .compose(opened -> watching.future())
        .timeout(60, TimeUnit.SECONDS)
        .onFailure(cause -> figures.failed("watch", cause.getMessage()));
  }

  private void send(String type, String address, JsonObject more) {
    socket.writeTextMessage(more.put("type", type).put("address", address).encode());
  }

  private void ping() {
    socket.writeTextMessage("{\"type\":\"ping\"}");
  }

  private void received(String text, Promise<Void> watching, long begun) {
    long now = System.currentTimeMillis();
    if (text.contains("\"type\":\"err\"")) {
      figures.failed("live", text.substring(0, Math.min(120, text.length())));
      watching.tryFail("refused");
    } else if (text.contains("\"watch-" + name + "\"")) {
      figures.took("watch", System.nanoTime() - begun);
      watching.tryComplete();
    } else if (text.contains("\"rowsChanged\"")) {
      JsonObject candle = new JsonObject(text).getJsonObject("body").getJsonObject("candle");
      long closed = candle.getLong("from") * 1000 + MILLIS_PER_CANDLE;
      figures.took("live, after the candle's close", (now - closed) * 1_000_000);
    } else if (text.contains("\"running\"")) {
      figures.took("live, running", 0);
    }
  }

  /**
   * Analyses an asset picked by chance.
   *
   * @param due when it should have begun, by {@link System#nanoTime}
   */
  void analyse(List<String> assets, int quadrants, long due) {
    String asset = assets.get(ThreadLocalRandom.current().nextInt(assets.size()));
    call(HttpMethod.GET, "/api/v1/catalog?asset=" + asset + "&quadrants=" + quadrants, null)
        .onSuccess(answer -> figures.took("analysis", System.nanoTime() - due))
        .onFailure(cause -> figures.failed("analysis", cause.getMessage()));
  }

  /** Symbols of all open assets. */
  Future<List<String>> assets() {
    return call(HttpMethod.GET, "/api/v1/assets?open=true", null)
        .map(
            answer ->
                answer.getJsonArray("assets").stream()
                    .map(asset -> ((JsonObject) asset).getString("symbol"))
                    .toList());
  }

  Future<Void> logOut() {
    leaving = true;
    vertx.cancelTimer(pingTimer);
    long begun = System.nanoTime();
    return call(HttpMethod.POST, "/api/v1/logout", Buffer.buffer())
        .onSuccess(done -> figures.took("logout", System.nanoTime() - begun))
        .onFailure(cause -> figures.failed("logout", cause.getMessage()))
        .mapEmpty();
  }
}
