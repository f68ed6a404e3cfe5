package br.com.catalogador.app.settings;

import java.net.URI;
import java.util.Set;

/** What an address in the configuration must be to be taken. */
final class WebAddress {
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

  private WebAddress() {}

  /**
   * Whether a password may be sent there: encrypted, or within this machine.
   *
   * @param scheme the encrypted one, {@code wss} or {@code https}
   */
  static boolean isSafe(URI address, String scheme) {
    String unencrypted = scheme.substring(0, scheme.length() - 1);
    return address.getHost() != null
        && (scheme.equals(address.getScheme())
            || unencrypted.equals(address.getScheme()) && LOOPBACK.contains(address.getHost()));
  }

  /** Whether it names a web server and nothing within it. */
  static boolean isOrigin(URI address) {
    return address.getHost() != null
        && Set.of("http", "https").contains(String.valueOf(address.getScheme()))
        && address.getRawUserInfo() == null
        && address.getRawQuery() == null
        && address.getRawFragment() == null
        && Set.of("", "/").contains(address.getRawPath());
  }
}
