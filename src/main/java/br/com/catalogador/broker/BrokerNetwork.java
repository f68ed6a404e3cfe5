package br.com.catalogador.broker;

import io.vertx.core.net.ClientOptionsBase;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How requests leave this machine for the broker.
 *
 * @param localAddresses IP addresses of this machine among which the accounts are spread; empty to
 *     leave the choice to the operating system
 * @param proxy null for none
 * @param headers added to HTTP requests and to the WebSocket handshake, checked by {@link
 *     ExtraHeaders}; one named like a header of the client replaces it
 */
public record BrokerNetwork(
    List<String> localAddresses, ProxyAddress proxy, Map<String, String> headers) {
  /** The local address that the operating system chooses. */
  public static final String ANY_ADDRESS = "";

  public static final BrokerNetwork DEFAULT = new BrokerNetwork(List.of(), null, Map.of());

  public BrokerNetwork {
    localAddresses = List.copyOf(localAddresses);
    headers = Map.copyOf(headers);
  }

  /** The same without local addresses and proxy, for a broker on this machine. */
  BrokerNetwork direct() {
    return new BrokerNetwork(List.of(), null, headers);
  }

  /** The same from one local address. */
  BrokerNetwork from(String localAddress) {
    return new BrokerNetwork(List.of(localAddress), proxy, headers);
  }

  /** The local address, or {@link #ANY_ADDRESS} unless there is exactly one. */
  public String localAddress() {
    return localAddresses.size() == 1 ? localAddresses.get(0) : ANY_ADDRESS;
  }

  /** Prepares the options of a client that connects to the broker, and returns them. */
  <T extends ClientOptionsBase> T prepare(T client, Duration connectTimeout) {
    client.setConnectTimeout((int) connectTimeout.toMillis());
    if (!localAddress().isEmpty()) {
      client.setLocalAddress(localAddress());
    }
    if (proxy != null) {
      client.setProxyOptions(proxy.options(connectTimeout));
    }
    return client;
  }
}
