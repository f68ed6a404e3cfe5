package br.com.catalogador.broker;

import br.com.catalogador.support.Secret;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A proxy between this machine and the broker. Its text form has no credentials.
 *
 * @param scheme {@code http} for tunnels by HTTP CONNECT, {@code socks5} for SOCKS version 5. A
 *     login address without TLS, which only tests use, needs no tunnel: an HTTP proxy is sent the
 *     request itself, with the whole address (RFC 9112, section 3.2.2)
 * @param host name or IP address
 * @param user empty for a proxy without authentication
 * @param password may be empty
 */
public record ProxyAddress(String scheme, String host, int port, Secret user, Secret password) {
  private static final Map<String, ProxyType> TYPES =
      Map.of("http", ProxyType.HTTP, "socks5", ProxyType.SOCKS5);

  /** ASCII, which every proxy reads alike, and the most that SOCKS version 5 allows. */
  private static final Pattern CREDENTIAL = Pattern.compile("\\p{ASCII}{0,255}");

  private static final int MAX_PORT = 65_535;

  /**
   * Reads {@code http://user:password@host:port} or the same with {@code socks5}; user and password
   * may be missing, and are ASCII with special characters percent-encoded.
   *
   * @throws IllegalArgumentException for any other text, which the message does not repeat
   */
  public static ProxyAddress of(String url) {
    try {
      URI uri = new URI(url);
      if (uri.getScheme() != null && uri.getHost() != null && isBare(uri)) {
        String[] credentials =
            uri.getRawUserInfo() == null ? new String[0] : uri.getRawUserInfo().split(":", 2);
        ProxyAddress proxy =
            new ProxyAddress(
                uri.getScheme(),
                uri.getHost().replaceAll("[\\[\\]]", ""),
                uri.getPort(),
                decoded(credentials, 0),
                decoded(credentials, 1));
        if (proxy.isValid()) {
          return proxy;
        }
      }
    } catch (URISyntaxException | IllegalArgumentException e) {
      // Reported below without the text, which may contain a password.
    }
    throw new IllegalArgumentException("not the address of a proxy");
  }

  private static boolean isBare(URI uri) {
    return uri.getRawQuery() == null
        && uri.getRawFragment() == null
        && Set.of("", "/").contains(uri.getRawPath());
  }

  private static Secret decoded(String[] credentials, int index) {
    // A plus sign stands for itself, unlike in a form.
    return new Secret(
        index < credentials.length
            ? URLDecoder.decode(credentials[index].replace("+", "%2B"), StandardCharsets.UTF_8)
            : "");
  }

  private boolean isValid() {
    return TYPES.containsKey(scheme)
        && port > 0
        && port <= MAX_PORT
        && CREDENTIAL.matcher(user.value()).matches()
        && CREDENTIAL.matcher(password.value()).matches();
  }

  ProxyOptions options(Duration connectTimeout) {
    ProxyOptions options =
        new ProxyOptions()
            .setType(TYPES.get(scheme))
            .setHost(host)
            .setPort(port)
            .setConnectTimeout(connectTimeout);
    return user.value().isEmpty()
        ? options
        : options.setUsername(user.value()).setPassword(password.value());
  }

  /** Scheme, host and port. */
  @Override
  public String toString() {
    return scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
