package br.com.catalogador.redis;

import br.com.catalogador.support.Secret;
import java.net.URI;

/**
 * The address and credentials of a Redis server.
 *
 * @param url {@code redis://} or, with TLS, {@code rediss://[user][:password]@host[:port][/db]};
 *     kept secret because of the password
 * @param authority PEM file of the certificate authority of the server; empty to use the JVM's
 *     trusted authorities
 */
public record RedisAddress(Secret url, String authority) {
  private static final int DEFAULT_PORT = 6379;

  /** Whether a text is a valid {@link #url}. */
  public static boolean isUrl(String text) {
    try {
      URI uri = URI.create(text);
      return ("redis".equals(uri.getScheme()) || "rediss".equals(uri.getScheme()))
          && uri.getHost() != null
          && uri.getQuery() == null
          && uri.getFragment() == null
          && uri.getPath().matches("(/\\d{0,4})?");
    } catch (IllegalArgumentException ignored) {
      return false;
    }
  }

  boolean isEncrypted() {
    return uri().getScheme().equals("rediss");
  }

  private URI uri() {
    return URI.create(url.value());
  }

  /** The server without credentials and database, for logs. */
  String server() {
    URI uri = uri();
    int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
    return uri.getScheme() + "://" + uri.getHost() + ":" + port;
  }

  /** The address without user and password, for logs. */
  @Override
  public String toString() {
    return server() + uri().getPath();
  }
}
