package br.com.catalogador.session.message;

import io.vertx.core.Vertx;
import io.vertx.core.shareddata.Shareable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The revoked tokens and ended sessions that this server knows of, by {@code jti} and {@code sid},
 * until their tokens expire. Written by the session directory, read wherever tokens are verified.
 * Any thread.
 */
public final class RevokedTokens implements Shareable {
  private static final String NAME = "catalogador.ended";

  /** Expiry of each, in epoch milliseconds. */
  private final Map<String, Long> revoked = new ConcurrentHashMap<>();

  private RevokedTokens() {}

  /** The instance of this server. */
  public static RevokedTokens of(Vertx vertx) {
    return vertx
        .sharedData()
        .<String, RevokedTokens>getLocalMap(NAME)
        .computeIfAbsent(NAME, ignored -> new RevokedTokens());
  }

  /**
   * Adds a revocation.
   *
   * @param until epoch milliseconds at which the last token of that id expires
   * @return whether it is new
   */
  public boolean add(String id, long until) {
    return revoked.putIfAbsent(id, until) == null;
  }

  public boolean contains(String id) {
    return revoked.containsKey(id);
  }

  /** All revocations with their expiry in epoch milliseconds. */
  public Map<String, Long> all() {
    return Map.copyOf(revoked);
  }

  /** Removes the revocations of expired tokens. */
  public void purge(long nowMillis) {
    revoked.values().removeIf(until -> until <= nowMillis);
  }
}
