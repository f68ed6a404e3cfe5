package br.com.catalogador.broker;

import java.util.Map;

/**
 * How requests leave this machine for the broker.
 *
 * @param headers added to HTTP requests and to the WebSocket handshake, checked by {@link
 *     ExtraHeaders}; one named like a header of the client replaces it
 */
public record BrokerNetwork(Map<String, String> headers) {
  public static final BrokerNetwork DEFAULT = new BrokerNetwork(Map.of());

  public BrokerNetwork {
    headers = Map.copyOf(headers);
  }
}
