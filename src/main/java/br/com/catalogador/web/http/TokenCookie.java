package br.com.catalogador.web.http;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The cookie that holds a token. Over TLS its name has the prefix {@code __Host-}, which browsers
 * accept from exactly this host only, so other hosts of the same domain cannot set it.
 */
public final class TokenCookie {
  private static final String NAME = "catalogador_token";
  private static final String HOST_NAME = "__Host-" + NAME;

  /** Longest life of tokens in cookies that were set before the prefix was introduced. */
  private static final Duration OLD_COOKIE_LIFE = Duration.ofHours(12);

  private final WebOptions options;
  private final InstantSource time;
  private final Instant started;

  public TokenCookie(WebOptions options, InstantSource time) {
    this.options = options;
    this.time = time;
    this.started = time.instant();
  }

  /** Whether the browser is connected over TLS. */
  public boolean isSecure(RoutingContext context) {
    return ClientAddress.of(context).encrypted() || options.publicUrl().startsWith("https:");
  }

  /**
   * The cookie of a request, or null. Over TLS the name without the prefix is accepted only for 12
   * hours after the start of this server, for logins of an earlier version.
   */
  public Cookie of(RoutingContext context) {
    if (!isSecure(context)) {
      return context.request().getCookie(NAME);
    }
    Cookie bound = context.request().getCookie(HOST_NAME);
    boolean acceptsOld = time.instant().isBefore(started.plus(OLD_COOKIE_LIFE));
    return bound == null && acceptsOld ? context.request().getCookie(NAME) : bound;
  }

  public void put(RoutingContext context, String token, Duration life) {
    boolean secure = isSecure(context);
    context.response().addCookie(cookie(secure ? HOST_NAME : NAME, token, life, secure));
  }

  /** Removes the cookie from the browser, under both names. */
  public void end(RoutingContext context) {
    HttpServerResponse response = context.response();
    response.addCookie(cookie(NAME, "", Duration.ZERO, false));
    if (isSecure(context)) {
      response.addCookie(cookie(HOST_NAME, "", Duration.ZERO, true));
    }
  }

  private static Cookie cookie(String name, String token, Duration life, boolean secure) {
    return Cookie.cookie(name, token)
        .setHttpOnly(true)
        .setSameSite(CookieSameSite.STRICT)
        .setSecure(secure)
        .setPath("/")
        .setMaxAge(life.toSeconds());
  }
}
