package br.com.catalogador.web;

import br.com.catalogador.bus.Bus;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.session.message.BeginOAuth;
import br.com.catalogador.session.message.FinishOAuth;
import br.com.catalogador.session.message.LoginService;
import br.com.catalogador.support.Secret;
import br.com.catalogador.web.http.ClientAddress;
import br.com.catalogador.web.http.TokenCookie;
import io.vertx.core.Handler;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /api/v1/login/oauth}: sends the browser to the broker's own page, and receives it back.
 * Whatever happened there, the browser goes on to our page, never to an address from the request;
 * the page finds a failure in a cookie, because a link of somebody else could have one in its
 * address.
 */
final class OAuthRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(OAuthRoutes.class);

  private static final String ATTEMPT_COOKIE = "catalogador_oauth";
  private static final String FAILURE_COOKIE = "catalogador_login_failure";
  private static final String PAGE = "/";
  private static final int SEE_OTHER = 303;

  /** Longer than an attempt is good, so that a late one is known as such. */
  private static final Duration ATTEMPT_COOKIE_LIFE = Duration.ofHours(1);

  private static final Duration FAILURE_COOKIE_LIFE = Duration.ofMinutes(1);

  /** Begins the cookie of an attempt that is used up; its state follows. */
  private static final String USED = "used.";

  /** Failures that leave the attempt of this browser as it is. */
  private static final Set<FailureKind> NOT_USED =
      Set.of(
          FailureKind.OAUTH_OFF,
          FailureKind.OAUTH_STATE_WRONG,
          FailureKind.OAUTH_OTHER_BROWSER,
          FailureKind.TOO_MANY_ATTEMPTS);

  private final Bus bus;
  private final LoginResponse response;
  private final TokenCookie cookies;

  OAuthRoutes(Bus bus, LoginResponse response, TokenCookie cookies) {
    this.bus = bus;
    this.response = response;
    this.cookies = cookies;
  }

  /** The handlers by operation id. */
  Map<String, Handler<RoutingContext>> handlers() {
    return Map.of("beginOAuth", this::begin, "finishOAuth", this::finish);
  }

  private void begin(RoutingContext context) {
    bus.request(LoginService.ADDRESS, new BeginOAuth())
        .onSuccess(
            begun -> {
              putAttempt(context, begun.attempt().value());
              redirect(context, begun.url());
            })
        .onFailure(cause -> backWith(context, Failure.from(cause)));
  }

  private void finish(RoutingContext context) {
    Cookie cookie = context.request().getCookie(attemptCookie(context));
    String attempt = cookie == null ? "" : cookie.getValue();
    Secret state = new Secret(parameter(context, "state"));
    if (attempt.startsWith(USED)) {
      boolean again = state.equals(new Secret(attempt.substring(USED.length())));
      backWith(context, Failure.of(again ? FailureKind.OAUTH_USED : FailureKind.OAUTH_STATE_WRONG));
      return;
    }
    FinishOAuth request =
        new FinishOAuth(
            state,
            new Secret(parameter(context, "code")),
            parameter(context, "error"),
            new Secret(attempt),
            ClientAddress.of(context).network());
    bus.request(LoginService.ADDRESS, request)
        .onSuccess(
            login -> {
              putAttempt(context, USED + state.value());
              response.putToken(context, login);
              redirect(context, PAGE);
            })
        .onFailure(
            cause -> {
              Failure failure = Failure.from(cause);
              if (!NOT_USED.contains(failure.kind())) {
                putAttempt(context, USED + state.value());
              }
              backWith(context, failure);
            });
  }

  /** The first value of a query parameter; empty without one. */
  private static String parameter(RoutingContext context, String name) {
    String value = context.queryParams().get(name);
    return value == null ? "" : value;
  }

  /** Sends the browser to our page, with what has failed. */
  private void backWith(RoutingContext context, Failure failure) {
    LOG.atLevel(failure.kind().logLevel()).log("login on the broker's page: {}", failure.kind());
    byte[] problem = failure.facts().put("code", failure.kind().code()).toBuffer().getBytes();
    // The page reads it once and removes it.
    context
        .response()
        .addCookie(
            Cookie.cookie(
                    FAILURE_COOKIE, Base64.getUrlEncoder().withoutPadding().encodeToString(problem))
                .setSameSite(CookieSameSite.LAX)
                .setSecure(cookies.isSecure(context))
                .setPath(PAGE)
                .setMaxAge(FAILURE_COOKIE_LIFE.toSeconds()));
    redirect(context, PAGE);
  }

  private static void redirect(RoutingContext context, String address) {
    context.response().setStatusCode(SEE_OTHER).putHeader("Location", address).end();
  }

  /**
   * Lax: the broker's redirect comes from another site, and with a Strict cookie this browser would
   * not be known any more.
   */
  private void putAttempt(RoutingContext context, String value) {
    context
        .response()
        .addCookie(
            Cookie.cookie(attemptCookie(context), value)
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.LAX)
                .setSecure(cookies.isSecure(context))
                .setPath(PAGE)
                .setMaxAge(ATTEMPT_COOKIE_LIFE.toSeconds()));
  }

  private String attemptCookie(RoutingContext context) {
    return cookies.isSecure(context) ? "__Host-" + ATTEMPT_COOKIE : ATTEMPT_COOKIE;
  }
}
