package br.com.catalogador.broker;

import java.time.Duration;

/**
 * Where the broker is and how patient to be with it.
 *
 * @param socketUrl {@code ws://} or {@code wss://} address of the socket
 * @param loginUrl address that takes e-mail and password
 * @param platform number told in the handshake's {@code platform} cookie
 * @param connectTimeout limit for a TCP and WebSocket handshake, and for the HTTP login
 * @param requestTimeout limit for the answer to one request on the socket
 * @param requestsInFlight how many requests may wait for an answer on one socket; more queue up
 */
public record BrokerOptions(
    String socketUrl,
    String loginUrl,
    int platform,
    Duration connectTimeout,
    Duration requestTimeout,
    int requestsInFlight) {

  /** The same patience with a broker at other addresses. */
  public BrokerOptions at(String socketUrl, String loginUrl) {
    return new BrokerOptions(
        socketUrl, loginUrl, platform, connectTimeout, requestTimeout, requestsInFlight);
  }
}
