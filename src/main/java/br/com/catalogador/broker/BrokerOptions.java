package br.com.catalogador.broker;

import io.vertx.core.net.ClientOptionsBase;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * Addresses, time-outs and rate limits of the broker client.
 *
 * @param socketUrl {@code ws://} or {@code wss://} address of the socket
 * @param loginUrl address of the login with e-mail and password
 * @param twoFactorUrl address that sends and verifies second-factor codes
 * @param logoutUrl address that ends a session at the broker
 * @param platform value of the handshake's {@code platform} cookie
 * @param connectTimeout limit for the TCP and WebSocket handshake, and for the HTTP login
 * @param requestTimeout limit for the answer to one request on the socket
 * @param requestsInFlight maximum number of unanswered requests on one socket; further ones queue
 * @param requestsPerSecond sustained request rate of one socket, above 0
 * @param requestsBurst maximum number of requests sent at once after a pause, above 0
 * @param network how requests leave this machine
 * @param oauth the login on the broker's own page; null when it is off
 */
public record BrokerOptions(
    String socketUrl,
    String loginUrl,
    String twoFactorUrl,
    String logoutUrl,
    int platform,
    Duration connectTimeout,
    Duration requestTimeout,
    int requestsInFlight,
    int requestsPerSecond,
    int requestsBurst,
    BrokerNetwork network,
    OAuthOptions oauth) {

  /**
   * The {@code Origin} that the broker expects: the socket's host without a leading {@code ws.}.
   */
  String origin() {
    URI socket = URI.create(socketUrl);
    String scheme = "wss".equals(socket.getScheme()) ? "https://" : "http://";
    return scheme + socket.getAuthority().replaceFirst("^ws\\.", "");
  }

  /** The default logout address: {@code /api/v1.0/logout} on the host of {@code twoFactorUrl}. */
  public static String logoutUrl(String twoFactorUrl) {
    return URI.create(twoFactorUrl).resolve("/api/v1.0/logout").toString();
  }

  /** Prepares the options of a client that connects to the broker, and returns them. */
  public <T extends ClientOptionsBase> T prepare(T client) {
    return network.prepare(client, connectTimeout);
  }

  /** A copy whose requests leave from one local address. */
  public BrokerOptions from(String localAddress) {
    return new BrokerOptions(
        socketUrl,
        loginUrl,
        twoFactorUrl,
        logoutUrl,
        platform,
        connectTimeout,
        requestTimeout,
        requestsInFlight,
        requestsPerSecond,
        requestsBurst,
        network.from(localAddress),
        oauth);
  }

  /** One copy for each local address; this alone without one. */
  public List<BrokerOptions> ofEachAddress() {
    return network.localAddresses().isEmpty()
        ? List.of(this)
        : network.localAddresses().stream().map(this::from).toList();
  }

  /**
   * A copy for a broker on this machine, which no proxy leads to; the logout address is derived
   * from {@code twoFactorUrl}, those of OAuth from {@code loginUrl}.
   */
  public BrokerOptions at(String socketUrl, String loginUrl, String twoFactorUrl) {
    return new BrokerOptions(
        socketUrl,
        loginUrl,
        twoFactorUrl,
        logoutUrl(twoFactorUrl),
        platform,
        connectTimeout,
        requestTimeout,
        requestsInFlight,
        requestsPerSecond,
        requestsBurst,
        network.direct(),
        oauth == null ? null : oauth.at(loginUrl));
  }
}
