package br.com.catalogador.app.settings;

import java.net.URI;
import java.util.Set;

/** Checks of URLs in the configuration. */
final class WebAddress {
  /** The path to which the broker sends the browser back. */
  static final String OAUTH_CALLBACK = "/api/v1/login/oauth/callback";

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

  private WebAddress() {}

  /**
   * Whether passwords may be sent to an address: it is encrypted or on this machine.
   *
   * @param scheme the encrypted scheme, {@code wss} or {@code https}
   */
  static boolean isSafe(URI address, String scheme) {
    String unencrypted = scheme.substring(0, scheme.length() - 1);
    return address.getHost() != null
        && (scheme.equals(address.getScheme())
            || unencrypted.equals(address.getScheme()) && LOOPBACK.contains(address.getHost()));
  }

  /** Whether an address is that of our callback, encrypted or on this machine. */
  static boolean isOAuthCallback(URI address) {
    return isSafe(address, "https")
        && OAUTH_CALLBACK.equals(address.getRawPath())
        && address.getRawUserInfo() == null
        && address.getRawQuery() == null
        && address.getRawFragment() == null;
  }

  /** Whether a URL is an origin: scheme, host and port only. */
  static boolean isOrigin(URI address) {
    return address.getHost() != null
        && Set.of("http", "https").contains(String.valueOf(address.getScheme()))
        && address.getRawUserInfo() == null
        && address.getRawQuery() == null
        && address.getRawFragment() == null
        && Set.of("", "/").contains(address.getRawPath());
  }
}
