package br.com.catalogador.broker;

import java.net.URI;
import java.time.Duration;

/**
 * Where the broker is and how patient to be with it.
 *
 * @param socketUrl {@code ws://} or {@code wss://} address of the socket
 * @param loginUrl address that takes e-mail and password
 * @param twoFactorUrl address that sends and takes the codes of a second factor
 * @param logoutUrl address that ends a session of the broker's
 * @param platform number told in the handshake's {@code platform} cookie
 * @param connectTimeout limit for a TCP and WebSocket handshake, and for the HTTP login
 * @param requestTimeout limit for the answer to one request on the socket
 * @param requestsInFlight how many requests may wait for an answer on one socket; more queue up
 * @param requestsPerSecond how many requests one socket sends a second in the long run, above 0
 * @param requestsBurst how many it may send at once after a pause, above 0
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
    int requestsBurst) {

  /** The site whose pages speak with the broker's socket: its host less a leading {@code ws.}. */
  String origin() {
    URI socket = URI.create(socketUrl);
    String scheme = "wss".equals(socket.getScheme()) ? "https://" : "http://";
    return scheme + socket.getAuthority().replaceFirst("^ws\\.", "");
  }

  /** Where sessions are ended unless told otherwise: at the host that knows second factors. */
  public static String logoutUrl(String twoFactorUrl) {
    return URI.create(twoFactorUrl).resolve("/api/v1.0/logout").toString();
  }

  /** The same patience with a broker at other addresses. */
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
        requestsBurst);
  }
}
