package br.com.catalogador.web;

import br.com.catalogador.bus.Failure;
import br.com.catalogador.bus.FailureKind;
import io.vertx.core.Handler;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;

/**
 * Lets through requests with a token of ours, from the {@code Authorization} header or the cookie.
 * A cookie is sent by the browser whoever made the page, so with it a request that changes
 * something must also carry a header that only our own pages can add.
 */
final class Authentication implements Handler<RoutingContext> {
  private static final String BEARER = "Bearer ";
  private static final String OWN_HEADER = "X-Requested-With";
  private static final String OWN_HEADER_VALUE = "catalogador";
  private static final Set<HttpMethod> SAFE =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  private final Tokens tokens;
  private final TokenCookie cookies;

  Authentication(Tokens tokens, TokenCookie cookies) {
    this.tokens = tokens;
    this.cookies = cookies;
  }

  @Override
  public void handle(RoutingContext context) {
    String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
    Cookie cookie = cookies.of(context.request());
    if (header != null) {
      check(
          context,
          header.regionMatches(true, 0, BEARER, 0, BEARER.length())
              ? header.substring(BEARER.length())
              : "");
    } else if (cookie == null) {
      context.fail(Failure.of(FailureKind.UNAUTHORIZED));
    } else if (!SAFE.contains(context.request().method())
        && !OWN_HEADER_VALUE.equals(context.request().getHeader(OWN_HEADER))) {
      context.fail(Failure.of(FailureKind.CSRF));
    } else {
      check(context, cookie.getValue());
    }
  }

  private void check(RoutingContext context, String token) {
    tokens
        .verify(token)
        .onSuccess(
            identity -> {
              identity.attachTo(context);
              context.next();
            })
        .onFailure(context::fail);
  }
}
