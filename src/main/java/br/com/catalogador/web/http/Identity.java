package br.com.catalogador.web.http;

import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.model.UserId;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;

/**
 * The identity of a request: the user and session of a token whose signature was verified.
 *
 * @param token the id of the token: its {@code jti}, or an id derived from a token without one
 * @param expiresAt when the token expires
 */
public record Identity(UserId user, SessionId session, String token, Instant expiresAt) {
  private static final String KEY = Identity.class.getName();

  void attachTo(RoutingContext context) {
    context.put(KEY, this);
  }

  /** The identity of a request; null without a valid token. */
  static Identity orNull(RoutingContext context) {
    return context.get(KEY);
  }

  /**
   * The identity of a request.
   *
   * @throws Failure UNAUTHORIZED when {@link Authentication} has not attached one
   */
  public static Identity of(RoutingContext context) {
    Identity identity = context.get(KEY);
    if (identity == null) {
      throw Failure.of(FailureKind.UNAUTHORIZED);
    }
    return identity;
  }
}
