package br.com.catalogador.web.http;

import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import io.vertx.core.Handler;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;

/**
 * Rejects requests for another host than that of the public URL, and for paths that are not in
 * canonical form.
 *
 * <p>The host check prevents DNS rebinding: another site can let its own name resolve to our
 * address and would then read our responses, but its requests contain its own host name. A path in
 * another form ({@code /login/}, {@code //login}) would bypass limits that a proxy applies by path.
 */
public final class HostCheck implements Handler<RoutingContext> {
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  private final String host;
  private final int port;

  /**
   * @param publicUrl empty to accept any host
   */
  public HostCheck(String publicUrl) {
    URI url = publicUrl.isEmpty() ? null : URI.create(publicUrl);
    this.host = url == null ? null : url.getHost();
    this.port = url == null ? 0 : portOf(url);
  }

  private static int portOf(URI url) {
    if (url.getPort() >= 0) {
      return url.getPort();
    }
    return "https".equals(url.getScheme()) ? HTTPS : HTTP;
  }

  @Override
  public void handle(RoutingContext context) {
    if (host != null && !isOurs(context.request().authority())) {
      context.fail(Failure.of(FailureKind.WRONG_HOST));
    } else if (!isCanonical(context)) {
      context.fail(Failure.of(FailureKind.NOT_FOUND));
    } else {
      context.next();
    }
  }

  private boolean isOurs(HostAndPort called) {
    return called != null
        && host.equalsIgnoreCase(called.host())
        // An authority without a port has the default port of a scheme that only the proxy knows.
        && (called.port() < 0 ? port == HTTP || port == HTTPS : called.port() == port);
  }

  private static boolean isCanonical(RoutingContext context) {
    String path = context.request().path();
    return path == null
        || path.equals("/")
        || path.equals(context.normalizedPath()) && !path.endsWith("/");
  }
}
