package br.com.catalogador.session.store;

import br.com.catalogador.model.OAuthGrant;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.model.User;
import br.com.catalogador.session.message.LoginToken;
import br.com.catalogador.session.message.Preferences;
import br.com.catalogador.support.Secret;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The data from which a session is activated. Does not contain the password; the last ranking is
 * stored beside it.
 *
 * @param ssid the broker's session id, or access token, of the user's last login
 * @param grant renews the access token; null for none
 * @param localAddress the address of a server's machine that the login came from; empty for the one
 *     that its operating system chooses
 * @param createdAt start of the session
 * @param expiresAt when the last of its tokens expires, and the record with it
 * @param tokens the tokens that open the session, oldest first
 * @param unknown fields written by a newer version of this server, as JSON text; stored again
 *     unchanged
 */
public record SessionRecord(
    SessionId session,
    User user,
    Secret ssid,
    OAuthGrant grant,
    String localAddress,
    Instant createdAt,
    Instant expiresAt,
    List<LoginToken> tokens,
    Preferences preferences,
    String unknown) {
  public static final String NOTHING_UNKNOWN = new JsonObject().encode();

  public SessionRecord {
    tokens = List.copyOf(tokens);
  }

  /** The record of a new session, with its first token. */
  public static SessionRecord begun(
      SessionId session,
      User user,
      Secret ssid,
      OAuthGrant grant,
      String localAddress,
      LoginToken token) {
    return new SessionRecord(
        session,
        user,
        ssid,
        grant,
        localAddress,
        token.since(),
        token.expiresAt(),
        List.of(token),
        Preferences.DEFAULT,
        NOTHING_UNKNOWN);
  }

  /** The record after the user has logged in again. */
  public SessionRecord after(SessionRecord login) {
    Instant later = login.expiresAt.isAfter(expiresAt) ? login.expiresAt : expiresAt;
    List<LoginToken> all = new ArrayList<>(tokens);
    all.removeIf(token -> !token.expiresAt().isAfter(login.createdAt));
    all.addAll(login.tokens);
    return new SessionRecord(
        session,
        login.user,
        login.ssid,
        login.grant,
        login.localAddress,
        createdAt,
        later,
        all,
        preferences,
        unknown);
  }

  /** The record with a renewed access token. */
  public SessionRecord renewed(Secret token, OAuthGrant next) {
    return new SessionRecord(
        session,
        user,
        token,
        next,
        localAddress,
        createdAt,
        expiresAt,
        tokens,
        preferences,
        unknown);
  }

  public SessionRecord with(Preferences changed) {
    return new SessionRecord(
        session, user, ssid, grant, localAddress, createdAt, expiresAt, tokens, changed, unknown);
  }

  private SessionRecord withTokens(List<LoginToken> left) {
    return new SessionRecord(
        session, user, ssid, grant, localAddress, createdAt, expiresAt, left, preferences, unknown);
  }

  /**
   * The record without a token. A token without a {@code jti} removes the unlisted entry only when
   * no other token is listed; otherwise unlisted tokens stay valid.
   */
  public SessionRecord without(String token) {
    boolean listed = LoginToken.listedAs(token).equals(token);
    boolean othersAreListed =
        tokens.stream().anyMatch(other -> !other.id().equals(LoginToken.UNLISTED));
    if (!listed && othersAreListed) {
      return this;
    }
    String id = LoginToken.listedAs(token);
    return withTokens(tokens.stream().filter(other -> !other.id().equals(id)).toList());
  }

  /** The record without revoked and expired tokens. */
  public SessionRecord withoutEnded(Predicate<String> revoked, Instant now) {
    return withTokens(
        tokens.stream()
            .filter(token -> token.expiresAt().isAfter(now) && !revoked.test(token.id()))
            .toList());
  }

  /**
   * @param times when tokens were last used, by token id
   */
  public SessionRecord seen(Map<String, Instant> times) {
    return withTokens(
        tokens.stream()
            .map(token -> token.seenAt(times.getOrDefault(token.id(), token.lastSeen())))
            .toList());
  }

  /** Whether the session has a token of that id. */
  public boolean has(String token) {
    return tokens.stream().anyMatch(listed -> listed.id().equals(token));
  }

  /** Whether the session has no valid token any more. */
  public boolean isOver() {
    return tokens.isEmpty();
  }
}
