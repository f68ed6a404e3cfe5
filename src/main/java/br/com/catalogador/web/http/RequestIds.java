package br.com.catalogador.web.http;

import br.com.catalogador.support.RequestId;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Attaches a {@link ClientAddress} and a request id to every request. The id is written to log
 * lines and to the response. It is that of a trusted proxy, so that both logs show the same id, or
 * a new one; ids sent by other clients are ignored.
 */
public final class RequestIds implements Handler<RoutingContext> {
  static final String HEADER = "X-Request-Id";
  private static final Pattern USABLE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private final TrustedProxies trustedProxies;
  private final String start = UUID.randomUUID().toString().substring(0, 8);
  private long last;

  public RequestIds(TrustedProxies trustedProxies) {
    this.trustedProxies = trustedProxies;
  }

  @Override
  public void handle(RoutingContext context) {
    ClientAddress.of(context.request(), trustedProxies).attachTo(context);
    String id = proxyId(context.request());
    if (id == null) {
      id = start + '-' + ++last;
    }
    RequestId.begin(id);
    context.response().putHeader(HEADER, id);
    context.next();
  }

  private String proxyId(HttpServerRequest request) {
    String id = request.getHeader(HEADER);
    return id != null
            && request.remoteAddress() != null
            && trustedProxies.contains(request.remoteAddress().hostAddress())
            && USABLE.matcher(id).matches()
        ? id
        : null;
  }
}
