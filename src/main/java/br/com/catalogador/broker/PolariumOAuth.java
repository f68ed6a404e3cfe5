package br.com.catalogador.broker;

import br.com.catalogador.broker.LoginAnswer.Accepted;
import br.com.catalogador.broker.PolariumLogin.Step;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.model.OAuthGrant;
import br.com.catalogador.support.Secret;
import io.netty.handler.codec.http.QueryStringEncoder;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;

/**
 * Logins on the broker's own page: OAuth 2, authorization code with PKCE (RFC 7636). Their access
 * tokens authenticate a socket like the ssid of {@link PolariumLogin}, whose limits apply here too.
 * Stores no tokens. Confined to one event loop.
 */
public final class PolariumOAuth {
  private static final int FIRST_REFUSAL = 300;
  private static final long LONGEST_LIFE_SECONDS = Duration.ofDays(366).toSeconds();

  /** A token is renewed when a fifth of its life is left, but not earlier than this. */
  private static final Duration EARLIEST_RENEWAL = Duration.ofMinutes(5);

  private static final int RENEWAL_SHARE = 5;

  /**
   * The broker's code, and that of RFC 6749, for a code or refresh token that was used or has
   * expired.
   */
  private static final Set<String> GRANT_REFUSED = Set.of("token_expired", "invalid_grant");

  private final PolariumLogin login;
  private final OAuthOptions options;
  private final InstantSource time;

  public PolariumOAuth(PolariumLogin login, OAuthOptions options, InstantSource time) {
    this.login = login;
    this.options = options;
    this.time = time;
  }

  /**
   * The address of the broker's page.
   *
   * @param state comes back with the code
   * @param challenge the S256 challenge of the code verifier
   */
  public String authorizeUrl(String state, String challenge) {
    String base = options.authorizeUrl();
    QueryStringEncoder query = new QueryStringEncoder("");
    query.addParam("response_type", "code");
    query.addParam("client_id", Long.toString(options.clientId()));
    query.addParam("redirect_uri", options.redirectUri());
    query.addParam("scope", options.scope());
    query.addParam("code_challenge", challenge);
    query.addParam("code_challenge_method", "S256");
    query.addParam("state", state);
    // The encoder begins with a question mark.
    return base + (base.contains("?") ? "&" : "?") + query.toString().substring(1);
  }

  /**
   * Exchanges the code that the browser brought back for an access token.
   *
   * @return {@link Accepted} without a user id; or a {@link Failure}: OAUTH_CODE_REFUSED for a code
   *     that is used, expired or belongs to another verifier, otherwise as {@link
   *     PolariumLogin#login}
   */
  public Future<Accepted> exchange(Secret code, Secret verifier) {
    JsonObject body =
        new JsonObject()
            .put("grant_type", "authorization_code")
            .put("code", code.value())
            .put("redirect_uri", options.redirectUri())
            .put("client_id", options.clientId())
            .put("code_verifier", verifier.value());
    return login
        .exchange(Step.TOKEN, options.tokenUrl(), body, this::read)
        .map(Accepted.class::cast);
  }

  /** Whether access tokens can be renewed: there is a client secret. */
  public boolean renews() {
    return options.clientSecret() != null;
  }

  /**
   * Renews an access token, if {@link #renews}. Fails like {@link #exchange}; also waits for late
   * answers, because the refresh token is used up by then.
   */
  public Future<Accepted> renew(OAuthGrant grant) {
    JsonObject body =
        new JsonObject()
            .put("grant_type", "refresh_token")
            .put("refresh_token", grant.refreshToken().value())
            .put("client_id", options.clientId())
            .put("client_secret", options.clientSecret().value());
    return login.exchangePatiently(options.tokenUrl(), body, this::read).map(Accepted.class::cast);
  }

  private Future<LoginAnswer> read(HttpAnswer answer) {
    String token = LenientJson.text(answer.field("access_token"));
    if (answer.status() < FIRST_REFUSAL && !token.isEmpty()) {
      return Future.succeededFuture(new Accepted(new Secret(token), "", grant(answer)));
    }
    return Future.failedFuture(refusal(answer));
  }

  /** Null when the token cannot be renewed. */
  private OAuthGrant grant(HttpAnswer answer) {
    String refreshToken = LenientJson.text(answer.field("refresh_token"));
    long seconds = LenientJson.whole(answer.field("expires_in"), 0);
    if (options.clientSecret() == null || refreshToken.isEmpty() || seconds <= 0) {
      return null;
    }
    Duration life = Duration.ofSeconds(Math.min(seconds, LONGEST_LIFE_SECONDS));
    Duration share = life.dividedBy(RENEWAL_SHARE);
    Instant expiresAt = time.instant().plus(life);
    Duration early = share.compareTo(EARLIEST_RENEWAL) < 0 ? share : EARLIEST_RENEWAL;
    return new OAuthGrant(new Secret(refreshToken), expiresAt.minus(early), expiresAt);
  }

  private static Failure refusal(HttpAnswer answer) {
    String code =
        answer.code().equals(HttpAnswer.NO_CODE)
            ? LenientJson.text(answer.field("error"))
            : answer.code();
    if (GRANT_REFUSED.contains(code)) {
      return Failure.of(FailureKind.OAUTH_CODE_REFUSED);
    }
    if (HttpRefusals.isLimit(answer)) {
      return HttpRefusals.limit(answer);
    }
    if (answer.json() == null) {
      return HttpRefusals.blocked(answer);
    }
    return answer.status() < FIRST_REFUSAL
        ? Failure.of(FailureKind.BROKER_UNREADABLE)
        : HttpRefusals.accountRefused(code, answer);
  }
}
