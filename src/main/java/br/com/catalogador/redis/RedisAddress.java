package br.com.catalogador.redis;

import br.com.catalogador.support.Secret;
import java.net.URI;

/**
 * Where a Redis server is and how to be let in.
 *
 * @param url {@code redis://} or, encrypted, {@code rediss://[user][:password]@host[:port][/db]};
 *     kept secret because of the password
 * @param authority PEM file of the authority that has signed the server's certificate; empty for
 *     those that this JVM trusts
 */
public record RedisAddress(Secret url, String authority) {
  private static final int DEFAULT_PORT = 6379;

  /** Whether a text is an address as {@link #url} wants it. */
  public static boolean isUrl(String text) {
    try {
      URI uri = URI.create(text);
      return ("redis".equals(uri.getScheme()) || "rediss".equals(uri.getScheme()))
          && uri.getHost() != null
          && uri.getQuery() == null
          && uri.getFragment() == null
          && uri.getPath().matches("(/\\d{0,4})?");
    } catch (IllegalArgumentException notAnAddress) {
      return false;
    }
  }

  boolean isEncrypted() {
    return uri().getScheme().equals("rediss");
  }

  private URI uri() {
    return URI.create(url.value());
  }

  /** The server, whichever of its databases is meant, for logs. */
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
