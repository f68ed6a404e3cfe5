package br.com.catalogador.support;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Passes requests for access tokens on to a simulated broker, or holds them, and records what
 * passes.
 */
public final class TokenRelay {
  private static final String PATH = "/auth/oauth.v5/token";

  private final String target;
  private final WebClient client; // kept: a client that is collected closes its sockets
  private final HttpServer server;
  private final List<JsonObject> passed = new CopyOnWriteArrayList<>();
  private final Queue<Runnable> held = new ConcurrentLinkedQueue<>();
  private volatile boolean holding;

  private TokenRelay(Vertx vertx, String simulatorUrl) {
    target = simulatorUrl + PATH;
    client = WebClient.create(vertx);
    server =
        Awaiting.await(
            vertx.createHttpServer().requestHandler(this::received).listen(0, "127.0.0.1"));
  }

  public static TokenRelay start(Vertx vertx, String simulatorUrl) {
    return new TokenRelay(vertx, simulatorUrl);
  }

  /** The address to ask for tokens. */
  public String url() {
    return "http://127.0.0.1:" + server.actualPort() + PATH;
  }

  private void received(HttpServerRequest request) {
    request
        .body()
        .onSuccess(
            body -> {
              if (holding && body.toJsonObject().getString("grant_type").equals("refresh_token")) {
                held.add(() -> pass(request, body));
              } else {
                pass(request, body);
              }
            });
  }

  private void pass(HttpServerRequest request, Buffer body) {
    passed.add(body.toJsonObject());
    client
        .postAbs(target)
        .putHeader("Content-Type", "application/json")
        .sendBuffer(body)
        .onSuccess(answer -> answer(request, answer));
  }

  private void answer(HttpServerRequest request, HttpResponse<Buffer> answer) {
    Buffer body = answer.body() == null ? Buffer.buffer() : answer.body();
    if (answer.statusCode() == 200) {
      passed.add(body.toJsonObject());
    }
    request.response().setStatusCode(answer.statusCode()).end(body);
  }

  /** The bodies that have passed: requests, and answers with status 200. */
  public List<JsonObject> passed() {
    return List.copyOf(passed);
  }

  /** Holds the next requests that renew a token; a login's own passes. */
  public void holdRenewals() {
    holding = true;
  }

  /** Whether a request is held. */
  public boolean holds() {
    return !held.isEmpty();
  }

  /** Passes the held requests on, and holds no more. */
  public void release() {
    holding = false;
    for (Runnable next = held.poll(); next != null; next = held.poll()) {
      next.run();
    }
  }
}
