package br.com.catalogador.web.http;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The cookie that holds a token. Over TLS its name has the prefix {@code __Host-}, which a browser
 * accepts from this very host alone: no neighbour below the same domain can plant one.
 */
public final class TokenCookie {
  private static final String NAME = "catalogador_token";
  private static final String HOST_NAME = "__Host-" + NAME;

  /** A browser that logged in before the prefix came has a token for as long as this. */
  private static final Duration LIFE_OF_OLD_ONES = Duration.ofHours(12);

  private final WebOptions options;
  private final InstantSource time;
  private final Instant started;

  public TokenCookie(WebOptions options, InstantSource time) {
    this.options = options;
    this.time = time;
    this.started = time.instant();
  }

  /** Whether the browser reaches us over TLS. */
  public boolean isSecure(RoutingContext context) {
    return ClientAddress.of(context).encrypted() || options.publicUrl().startsWith("https:");
  }

  /**
   * The cookie of a request, or null. Over TLS the name without prefix counts only in the first 12
   * hours of this server, for those who logged in before.
   */
  public Cookie of(RoutingContext context) {
    if (!isSecure(context)) {
      return context.request().getCookie(NAME);
    }
    Cookie bound = context.request().getCookie(HOST_NAME);
    boolean oldOnesCount = time.instant().isBefore(started.plus(LIFE_OF_OLD_ONES));
    return bound == null && oldOnesCount ? context.request().getCookie(NAME) : bound;
  }

  public void put(RoutingContext context, String token, Duration life) {
    boolean secure = isSecure(context);
    context.response().addCookie(cookie(secure ? HOST_NAME : NAME, token, life, secure));
  }

  /** Tells the browser to forget it, by either name that it may have. */
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
