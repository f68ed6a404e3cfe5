package br.com.catalogador.simulator;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.ServerWebSocketHandshake;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * Plays a recording in place of the broker, at the addresses of {@link SimulatorVerticle}: any
 * login is accepted, each socket gets what the recorded one got. Deploy one instance.
 */
public final class ReplayVerticle extends VerticleBase {
  private final int port;
  private final Recording recording;
  private volatile HttpServer server;
  private int connections;

  /**
   * @param port port on the loopback address; 0 for any free one
   */
  public ReplayVerticle(int port, Recording recording) {
    this.port = port;
    this.recording = recording;
  }

  /**
   * The port that it listens on; thread-safe.
   *
   * @throws IllegalStateException if it is not deployed
   */
  public int port() {
    HttpServer listening = server;
    if (listening == null) {
      throw new IllegalStateException("the replay is not deployed");
    }
    return listening.actualPort();
  }

  @Override
  public Future<?> start() {
    Router router = Router.router(vertx);
    for (String prefix : new String[] {"", "/api"}) {
      router.post(prefix + "/v2/login").handler(this::acceptLogin);
      router.post(prefix + "/v1.0/logout").handler(this::acceptLogin);
    }
    return vertx
        .createHttpServer()
        .webSocketHandshakeHandler(ReplayVerticle::accept)
        .webSocketHandler(
            socket -> new ReplayedSocket(vertx, socket, recording.socket(connections++)).open())
        .requestHandler(router)
        .listen(port, SimulatorVerticle.HOST)
        .onSuccess(listening -> server = listening);
  }

  @Override
  public Future<?> stop() {
    return server.close();
  }

  private static void accept(ServerWebSocketHandshake handshake) {
    if (SimulatorVerticle.SOCKET_PATH.equals(handshake.path())) {
      handshake.accept();
    } else {
      handshake.reject(404);
    }
  }

  private void acceptLogin(RoutingContext context) {
    context.json(new JsonObject().put("code", "success").put("ssid", "replayed"));
  }
}
