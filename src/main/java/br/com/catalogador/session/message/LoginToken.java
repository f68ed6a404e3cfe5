package br.com.catalogador.session.message;

import java.time.Instant;

/**
 * A token given by a login: one device of the user.
 *
 * @param id the token's {@code jti}; unguessable
 * @param since when the user logged in with it
 * @param lastSeen when it was last used, to the minute
 * @param expiresAt when it expires
 */
public record LoginToken(String id, Instant since, Instant lastSeen, Instant expiresAt) {
  /**
   * The id under which all tokens of a session without a {@code jti} are listed; earlier versions
   * issued them, and their number is not known.
   */
  public static final String UNLISTED = "unlisted";

  /** Prefix of the ids of tokens without a {@code jti}, which are derived from their text. */
  public static final String UNLISTED_PREFIX = UNLISTED + ".";

  /** A new token. */
  public static LoginToken begun(String id, Instant now, Instant expiresAt) {
    return new LoginToken(id, now, now, expiresAt);
  }

  /** The id under which a token is listed in its session. */
  public static String listedAs(String token) {
    return token.startsWith(UNLISTED_PREFIX) ? UNLISTED : token;
  }

  public LoginToken seenAt(Instant time) {
    return time.isAfter(lastSeen) ? new LoginToken(id, since, time, expiresAt) : this;
  }
}
