package br.com.catalogador.session;

import br.com.catalogador.broker.BrokerHttp;
import br.com.catalogador.broker.BrokerMeters;
import br.com.catalogador.broker.BrokerNetwork;
import br.com.catalogador.broker.BrokerOptions;
import br.com.catalogador.broker.PolariumLink;
import br.com.catalogador.broker.PolariumLink.State;
import br.com.catalogador.broker.PolariumLogin;
import br.com.catalogador.broker.PolariumOAuth;
import br.com.catalogador.session.message.DirectoryState.Links;
import br.com.catalogador.support.Secret;
import br.com.catalogador.support.SteadyTime;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The clients and options with which all sessions of this process reach the broker, once for each
 * local address. Accounts are spread among the addresses by a hash, so the same account always
 * leaves by the same one, and a limit of the broker on one does not hold for accounts on another.
 */
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
  private final Map<String, Route> routes = new LinkedHashMap<>();
  private final InstantSource localTime;
  private final InstantSource steadyTime;

  /**
   * The clients of one local address.
   *
   * @param oauth null when logins on the broker's own page are off
   */
  private record Route(
      BrokerOptions options, WebSocketClient sockets, PolariumLogin login, PolariumOAuth oauth) {}

  public BrokerAccess(Vertx vertx, BrokerOptions options, InstantSource localTime) {
    this.vertx = vertx;
    this.options = options;
    this.localTime = localTime;
    this.steadyTime = SteadyTime.of(localTime);
    List<String> addresses = options.network().localAddresses();
    if (addresses.isEmpty()) {
      routes.put(BrokerNetwork.ANY_ADDRESS, route(options));
    }
    addresses.forEach(address -> routes.put(address, route(options.from(address))));
  }

  private Route route(BrokerOptions leaving) {
    WebSocketClient sockets =
        vertx.createWebSocketClient(
            leaving
                .prepare(new WebSocketClientOptions())
                .setMaxFrameSize(MAX_MESSAGE_BYTES)
                .setMaxMessageSize(MAX_MESSAGE_BYTES)
                .setMaxConnections(Integer.MAX_VALUE));
    PolariumLogin login =
        new PolariumLogin(
            posts(leaving, MOST_LOGINS_WAITING), posts(leaving, UNLIMITED), leaving, localTime);
    PolariumOAuth oauth =
        leaving.oauth() == null ? null : new PolariumOAuth(login, leaving.oauth(), localTime);
    return new Route(leaving, sockets, login, oauth);
  }

  private BrokerHttp posts(BrokerOptions leaving, int mostWaiting) {
    HttpClientOptions http = leaving.prepare(new HttpClientOptions());
    PoolOptions pool =
        new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS).setMaxWaitQueueSize(mostWaiting);
    return new BrokerHttp(vertx.createHttpClient(http, pool), leaving);
  }

  /**
   * The route of a key: the one with the highest hash of both (rendezvous hashing), so that few
   * keys move when an address is added or removed.
   */
  private Route spread(String key) {
    return routes.size() == 1
        ? routes.values().iterator().next()
        : routes.get(
            routes.keySet().stream()
                .max(Comparator.comparing(address -> hash(key + " " + address)))
                .orElseThrow());
  }

  private static String hash(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has SHA-256
    }
  }

  /** The route of a session; another one when its address is not configured on this server. */
  private Route route(Secret ssid, String localAddress) {
    Route kept = routes.get(localAddress);
    return kept == null ? spread(ssid.value()) : kept;
  }

  /**
   * The login from the local address of an account.
   *
   * @param account normalized e-mail address, or whatever identifies a login without one
   */
  public PolariumLogin login(String account) {
    return spread(account).login();
  }

  /**
   * Logins on the broker's own page, see {@link #login(String)}; null when they are off.
   *
   * @param attempt identifies the login
   */
  public PolariumOAuth oauth(String attempt) {
    return spread(attempt).oauth();
  }

  /** Renews the access token of a session, from its own address; null when it is off. */
  PolariumOAuth oauth(Secret ssid, String localAddress) {
    return route(ssid, localAddress).oauth();
  }

  /**
   * Ends a session at the broker.
   *
   * @param localAddress the address that it was begun from
   * @return always succeeds; failures are only logged
   */
  public Future<Void> logout(Secret ssid, String localAddress) {
    return route(ssid, localAddress).login().logout(ssid);
  }

  /**
   * A new link for one session; not yet opened.
   *
   * @param localAddress the address that the session was begun from
   */
  public PolariumLink link(Secret ssid, String localAddress) {
    Route route = route(ssid, localAddress);
    return new PolariumLink(vertx, route.sockets(), route.options(), ssid, steadyTime);
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

  /** The names of requests that the broker fails for most sessions at present. */
  public List<String> failingRequests() {
    return BrokerMeters.of(vertx).failing();
  }

  /** Limit of requests in flight on one link. */
  int requestsInFlight() {
    return options.requestsInFlight();
  }

  InstantSource localTime() {
    return localTime;
  }
}
