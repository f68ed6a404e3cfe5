package br.com.catalogador.attack;

import static br.com.catalogador.support.Awaiting.await;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * The login of a broker whose answer to one name never ends; all other logins are the simulator's.
 */
final class EndlessLogin {
  static final String NAME = "endless@catalogador.local";

  private static final int MEGABYTE = 1 << 20;
  private static final Buffer SOME = Buffer.buffer("A".repeat(MEGABYTE));

  private final HttpServer server;
  private final HttpClient client;
  private final int brokerPort;

  private EndlessLogin(Vertx vertx, int brokerPort) {
    this.brokerPort = brokerPort;
    this.client = vertx.createHttpClient();
    this.server = vertx.createHttpServer().requestHandler(this::answer);
  }

  static EndlessLogin before(Vertx vertx, int brokerPort) {
    EndlessLogin login = new EndlessLogin(vertx, brokerPort);
    await(login.server.listen(0, "127.0.0.1"));
    return login;
  }

  int port() {
    return server.actualPort();
  }

  private void answer(HttpServerRequest request) {
    request
        .body()
        .onSuccess(
            body -> {
              if (body.toString().contains(NAME)) {
                goOn(
                    request
                        .response()
                        .setChunked(true)
                        .putHeader("Content-Type", "application/json"));
              } else {
                handOn(request, body);
              }
            });
  }

  private static void goOn(HttpServerResponse response) {
    response.exceptionHandler(cut -> {});
    while (!response.closed() && !response.writeQueueFull()) {
      response.write(SOME).onFailure(cut -> {});
    }
    if (!response.closed()) {
      response.drainHandler(drained -> goOn(response));
    }
  }

  private void handOn(HttpServerRequest request, Buffer body) {
    client
        .request(HttpMethod.POST, brokerPort, "127.0.0.1", request.uri())
        .compose(
            sent -> sent.putHeader("Content-Type", request.getHeader("Content-Type")).send(body))
        .compose(
            answer ->
                answer
                    .body()
                    .compose(
                        text -> request.response().setStatusCode(answer.statusCode()).end(text)))
        .onFailure(cause -> request.connection().close());
  }
}
