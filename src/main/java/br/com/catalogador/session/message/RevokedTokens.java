package br.com.catalogador.session.message;

import io.vertx.core.Vertx;
import io.vertx.core.shareddata.Shareable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The tokens and sessions that this server knows to have ended although the tokens have not
 * expired: by their {@code jti} and {@code sid}. Written by the session directory, read by everyone
 * who lets a token in; for any thread.
 */
public final class RevokedTokens implements Shareable {
  private static final String NAME = "catalogador.ended";

  /** Until when each is to be remembered, in epoch milliseconds. */
  private final Map<String, Long> ended = new ConcurrentHashMap<>();

  private RevokedTokens() {}

  /** Those of this server. */
  public static RevokedTokens of(Vertx vertx) {
    return vertx
        .sharedData()
        .<String, RevokedTokens>getLocalMap(NAME)
        .computeIfAbsent(NAME, none -> new RevokedTokens());
  }

  /**
   * Remembers an end.
   *
   * @param until epoch milliseconds from which on no token of that id is good anyway
   * @return whether it was not known before
   */
  public boolean add(String id, long until) {
    return ended.putIfAbsent(id, until) == null;
  }

  public boolean contains(String id) {
    return ended.containsKey(id);
  }

  /** All ends that are remembered, with the epoch milliseconds until when. */
  public Map<String, Long> all() {
    return Map.copyOf(ended);
  }

  /** Forgets what nobody can use any more. */
  public void purge(long nowMillis) {
    ended.values().removeIf(until -> until <= nowMillis);
  }
}
