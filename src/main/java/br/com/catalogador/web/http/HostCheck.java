package br.com.catalogador.web.http;

import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import io.vertx.core.Handler;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;

/**
 * Takes requests for the public address and for its paths as they are written in the contract.
 *
 * <p>A foreign page can give its own name our address (DNS rebinding), and then reads what its
 * requests are answered; but it cannot take our name. And a path that is written in another way
 * ({@code /login/}, {@code //login}) would pass limits that a proxy has for the path.
 */
public final class HostCheck implements Handler<RoutingContext> {
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  private final String host;
  private final int port;

  /**
   * @param publicUrl empty when any name will do
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
        // Without a port it is that of the scheme, which only the proxy knows.
        && (called.port() < 0 ? port == HTTP || port == HTTPS : called.port() == port);
  }

  private static boolean isCanonical(RoutingContext context) {
    String path = context.request().path();
    return path == null
        || path.equals("/")
        || path.equals(context.normalizedPath()) && !path.endsWith("/");
  }
}
