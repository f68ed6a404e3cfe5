package br.com.catalogador.session;

import br.com.catalogador.broker.BrokerHttp;
import br.com.catalogador.broker.BrokerMeters;
import br.com.catalogador.broker.BrokerOptions;
import br.com.catalogador.broker.PolariumLink;
import br.com.catalogador.broker.PolariumLink.State;
import br.com.catalogador.broker.PolariumLogin;
import br.com.catalogador.broker.PolariumOAuth;
import br.com.catalogador.session.message.DirectoryState.Links;
import br.com.catalogador.support.Secret;
import br.com.catalogador.support.SteadyTime;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import java.time.InstantSource;

/** The clients and options with which all sessions of this process reach the broker. */
public final class BrokerAccess {
  /** Larger than any known answer; a thousand candles take about 150 KB. */
  private static final int MAX_MESSAGE_BYTES = 8 * 1024 * 1024;

  /** Connections for logins, and as many for logouts, which must not delay logins. */
  private static final int MOST_CONNECTIONS = 32;

  /** Limit of logins that wait for a connection. */
  private static final int MOST_LOGINS_WAITING = 64;

  /** Logouts may wait without limit, because no user waits for them. */
  private static final int UNLIMITED = -1;

  private final Vertx vertx;
  private final BrokerOptions options;
  private final WebSocketClient sockets;
  private final PolariumLogin login;
  private final PolariumOAuth oauth;
  private final InstantSource localTime;
  private final InstantSource steadyTime;

  public BrokerAccess(Vertx vertx, BrokerOptions options, InstantSource localTime) {
    this.vertx = vertx;
    this.options = options;
    this.localTime = localTime;
    this.steadyTime = SteadyTime.of(localTime);
    this.sockets =
        vertx.createWebSocketClient(
            options
                .prepare(new WebSocketClientOptions())
                .setMaxFrameSize(MAX_MESSAGE_BYTES)
                .setMaxMessageSize(MAX_MESSAGE_BYTES)
                .setMaxConnections(Integer.MAX_VALUE));
    this.login =
        new PolariumLogin(posts(MOST_LOGINS_WAITING), posts(UNLIMITED), options, localTime);
    this.oauth =
        options.oauth() == null ? null : new PolariumOAuth(login, options.oauth(), localTime);
  }

  /** Logins on the broker's own page; null when they are off. */
  public PolariumOAuth oauth() {
    return oauth;
  }

  private BrokerHttp posts(int mostWaiting) {
    HttpClientOptions http = options.prepare(new HttpClientOptions());
    PoolOptions pool =
        new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS).setMaxWaitQueueSize(mostWaiting);
    return new BrokerHttp(vertx.createHttpClient(http, pool), options);
  }

  public PolariumLogin login() {
    return login;
  }

  /** A new link for one session; not yet opened. */
  public PolariumLink link(Secret ssid) {
    return new PolariumLink(vertx, sockets, options, ssid, steadyTime);
  }

  /** The states of all links of this process. */
  public Links links() {
    BrokerMeters meters = BrokerMeters.of(vertx);
    return new Links(
        meters.links(State.CONNECTING, State.AUTHENTICATING),
        meters.links(State.READY),
        meters.links(State.RECONNECTING),
        meters.links(State.AUTH_FAILED));
  }

  /** Limit of requests in flight on one link. */
  int requestsInFlight() {
    return options.requestsInFlight();
  }

  InstantSource localTime() {
    return localTime;
  }
}
