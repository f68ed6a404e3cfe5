package br.com.catalogador.load;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;

/**
 * What the traders share to reach one server.
 *
 * @param brokerAhead milliseconds by which the broker's clock is ahead of this machine's
 */
record Clients(Vertx vertx, int port, WebSocketClient sockets, long brokerAhead) {
  private static final int LARGEST_MESSAGE = 16 * 1024 * 1024;

  static Clients of(Vertx vertx, int port, long brokerAhead) {
    return new Clients(
        vertx,
        port,
        vertx.createWebSocketClient(
            new WebSocketClientOptions()
                .setDefaultHost("127.0.0.1")
                .setDefaultPort(port)
                .setMaxConnections(Integer.MAX_VALUE)
                .setMaxMessageSize(LARGEST_MESSAGE)
                .setMaxFrameSize(LARGEST_MESSAGE)),
        brokerAhead);
  }

  /** A browser's way to the server: a connection of its own, which it keeps. */
  HttpClient browser() {
    return vertx.createHttpClient(
        new HttpClientOptions().setDefaultHost("127.0.0.1").setDefaultPort(port),
        new PoolOptions().setHttp1MaxSize(1).setMaxWaitQueueSize(-1).setCleanerPeriod(0));
  }

  /** The broker's clock. */
  long brokerMillis() {
    return System.currentTimeMillis() + brokerAhead;
  }
}
