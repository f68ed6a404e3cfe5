package br.com.catalogador.web.http;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.function.BiConsumer;

/**
 * Response headers that let browsers run only our own files, forbid framing and device access, and,
 * over TLS, require TLS from then on.
 */
public final class SecurityHeaders implements Handler<RoutingContext> {
  private static final String CONTENT_SECURITY_POLICY =
      String.join(
          "; ",
          "default-src 'self'",
          "script-src 'self'",
          "style-src 'self'",
          "img-src 'self' data: blob:",
          "connect-src 'self'",
          "object-src 'none'",
          "base-uri 'none'",
          "form-action 'self'",
          "frame-ancestors 'none'");

  private static final String PERMISSIONS_POLICY =
      "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";

  private static final long ONE_YEAR = Duration.ofDays(365).toSeconds();

  @Override
  public void handle(RoutingContext context) {
    MultiMap headers = context.response().headers();
    put(headers::set);
    if (ClientAddress.of(context).encrypted()) {
      headers.set("Strict-Transport-Security", "max-age=" + ONE_YEAR);
    }
    context.next();
  }

  /**
   * Sets the headers that do not depend on the request; also for requests that cannot be parsed.
   */
  public static void put(BiConsumer<String, String> headers) {
    headers.accept("Content-Security-Policy", CONTENT_SECURITY_POLICY);
    headers.accept("X-Content-Type-Options", "nosniff");
    headers.accept("Referrer-Policy", "same-origin");
    headers.accept("Permissions-Policy", PERMISSIONS_POLICY);
    headers.accept("Cross-Origin-Opener-Policy", "same-origin");
    headers.accept("Cross-Origin-Resource-Policy", "same-origin");
  }
}
