package br.com.catalogador.session.message;

import java.time.Instant;

/**
 * A token that a login was answered with: one device of the user.
 *
 * @param id the token's {@code jti}; unguessable
 * @param since when the user logged in with it
 * @param lastSeen when it was last used, to the minute
 * @param expiresAt when it ends by itself
 */
public record LoginToken(String id, Instant since, Instant lastSeen, Instant expiresAt) {
  /**
   * Stands for all tokens of a session that have no {@code jti}, which were issued before there
   * were any: how many there are is not known.
   */
  public static final String UNLISTED = "unlisted";

  /** Begins the ids of tokens without a {@code jti}, which are made from their text. */
  public static final String UNLISTED_PREFIX = UNLISTED + ".";

  /** A token that a login has just been answered with. */
  public static LoginToken begun(String id, Instant now, Instant expiresAt) {
    return new LoginToken(id, now, now, expiresAt);
  }

  /** Under which id a token is listed in its session. */
  public static String listedAs(String token) {
    return token.startsWith(UNLISTED_PREFIX) ? UNLISTED : token;
  }

  public LoginToken seenAt(Instant time) {
    return time.isAfter(lastSeen) ? new LoginToken(id, since, time, expiresAt) : this;
  }
}
