package br.com.catalogador.app.check;

import br.com.catalogador.broker.BrokerOptions;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A server of the broker.
 *
 * @param needed whether nothing works without it; the broker's address for second-factor codes has
 *     a substitute
 */
record Endpoint(String host, int port, boolean tls, boolean needed) {
  private static final int HTTPS = 443;
  private static final int HTTP = 80;

  /** The servers of the login, the socket and the codes, each once. */
  static List<Endpoint> of(BrokerOptions options) {
    Map<String, Endpoint> endpoints = new LinkedHashMap<>();
    for (Endpoint endpoint :
        List.of(
            of(options.loginUrl(), true),
            of(options.socketUrl(), true),
            of(options.twoFactorUrl(), false))) {
      endpoints.putIfAbsent(endpoint.target(), endpoint);
    }
    return List.copyOf(endpoints.values());
  }

  private static Endpoint of(String url, boolean needed) {
    URI address = URI.create(url);
    boolean tls = List.of("https", "wss").contains(address.getScheme());
    int usual = tls ? HTTPS : HTTP;
    String host = address.getHost().replaceAll("[\\[\\]]", "");
    return new Endpoint(host, address.getPort() == -1 ? usual : address.getPort(), tls, needed);
  }

  String target() {
    return host + ":" + port;
  }
}
