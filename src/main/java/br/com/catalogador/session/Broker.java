package br.com.catalogador.session;

import br.com.catalogador.broker.BrokerMeters;
import br.com.catalogador.broker.BrokerOptions;
import br.com.catalogador.broker.PolariumLink;
import br.com.catalogador.broker.PolariumLink.State;
import br.com.catalogador.broker.PolariumLogin;
import br.com.catalogador.bus.Secret;
import br.com.catalogador.session.message.DirectoryState.Links;
import io.vertx.core.Vertx;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** The way to the broker that all sessions of this process share: clients and options. */
final class Broker {
  /** Larger than any answer seen; a thousand candles take about 150 KB. */
  private static final int MAX_MESSAGE_BYTES = 8 * 1024 * 1024;

  private static final int MAX_POOLED_LOGINS = 32;

  private final Vertx vertx;
  private final BrokerOptions options;
  private final WebSocketClient sockets;
  private final PolariumLogin login;
  private final InstantSource localTime;

  Broker(Vertx vertx, BrokerOptions options, InstantSource localTime) {
    this.vertx = vertx;
    this.options = options;
    this.localTime = localTime;
    this.sockets =
        vertx.createWebSocketClient(
            new WebSocketClientOptions()
                .setConnectTimeout((int) options.connectTimeout().toMillis())
                .setMaxFrameSize(MAX_MESSAGE_BYTES)
                .setMaxMessageSize(MAX_MESSAGE_BYTES)
                .setMaxConnections(Integer.MAX_VALUE));
    WebClientOptions http = new WebClientOptions();
    http.setConnectTimeout((int) options.connectTimeout().toMillis());
    // Gives back the connection of an answer that stopped half-way.
    http.setIdleTimeout((int) options.connectTimeout().toMillis());
    http.setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
    this.login =
        new PolariumLogin(
            WebClient.create(vertx, http, new PoolOptions().setHttp1MaxSize(MAX_POOLED_LOGINS)),
            options);
  }

  PolariumLogin login() {
    return login;
  }

  /** A link of its own for one session; not opened yet. */
  PolariumLink link(Secret ssid) {
    return new PolariumLink(vertx, sockets, options, ssid, localTime);
  }

  /** How all links of this process stand. */
  Links links() {
    BrokerMeters meters = BrokerMeters.of(vertx);
    return new Links(
        meters.links(State.CONNECTING, State.AUTHENTICATING),
        meters.links(State.READY),
        meters.links(State.RECONNECTING),
        meters.links(State.AUTH_FAILED));
  }

  /** How many requests of one link may wait for an answer. */
  int requestsInFlight() {
    return options.requestsInFlight();
  }

  InstantSource localTime() {
    return localTime;
  }
}
