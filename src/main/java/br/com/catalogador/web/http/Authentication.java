package br.com.catalogador.web.http;

import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import io.vertx.core.Future;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;

/**
 * Verifies the token in the {@code Authorization} header or the cookie of a request, and
 * {@linkplain Identity attaches} its identity. Browsers send the cookie with requests of any page,
 * so a request with the cookie that changes something must also have a header that only our own
 * pages can add (CSRF protection).
 */
public final class Authentication {
  private static final String BEARER = "Bearer ";
  private static final String OWN_HEADER = "X-Requested-With";
  private static final String OWN_HEADER_VALUE = "catalogador";
  private static final Set<HttpMethod> SAFE =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  private final Tokens tokens;
  private final TokenCookie cookies;

  public Authentication(Tokens tokens, TokenCookie cookies) {
    this.tokens = tokens;
    this.cookies = cookies;
  }

  /** Admits requests with a valid token only. */
  public void require(RoutingContext context) {
    identity(context).onSuccess(ignored -> context.next()).onFailure(context::fail);
  }

  /** Admits every request; one without a valid token has no identity. */
  public void identify(RoutingContext context) {
    identity(context).onComplete(ignored -> context.next());
  }

  private Future<Identity> identity(RoutingContext context) {
    String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
    Cookie cookie = cookies.of(context);
    Future<Identity> verified;
    if (header != null) {
      boolean bearer = header.regionMatches(true, 0, BEARER, 0, BEARER.length());
      verified = tokens.verify(bearer ? header.substring(BEARER.length()) : "");
    } else if (cookie == null) {
      verified = Future.failedFuture(Failure.of(FailureKind.UNAUTHORIZED));
    } else if (!SAFE.contains(context.request().method())
        && !OWN_HEADER_VALUE.equals(context.request().getHeader(OWN_HEADER))) {
      verified = Future.failedFuture(Failure.of(FailureKind.CSRF));
    } else {
      verified = tokens.verify(cookie.getValue());
    }
    return verified.onSuccess(identity -> identity.attachTo(context));
  }
}
