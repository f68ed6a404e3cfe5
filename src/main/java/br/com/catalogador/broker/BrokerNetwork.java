package br.com.catalogador.broker;

import io.vertx.core.net.ClientOptionsBase;
import java.time.Duration;
import java.util.Map;

/**
 * How requests leave this machine for the broker.
 *
 * @param proxy null for none
 * @param headers added to HTTP requests and to the WebSocket handshake, checked by {@link
 *     ExtraHeaders}; one named like a header of the client replaces it
 */
public record BrokerNetwork(ProxyAddress proxy, Map<String, String> headers) {
  public static final BrokerNetwork DEFAULT = new BrokerNetwork(null, Map.of());

  public BrokerNetwork {
    headers = Map.copyOf(headers);
  }

  /** The same without a proxy, for a broker on this machine. */
  BrokerNetwork direct() {
    return new BrokerNetwork(null, headers);
  }

  /** Prepares the options of a client that connects to the broker, and returns them. */
  <T extends ClientOptionsBase> T prepare(T client, Duration connectTimeout) {
    client.setConnectTimeout((int) connectTimeout.toMillis());
    if (proxy != null) {
      client.setProxyOptions(proxy.options(connectTimeout));
    }
    return client;
  }
}
