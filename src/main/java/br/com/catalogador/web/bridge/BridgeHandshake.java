package br.com.catalogador.web.bridge;

import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.web.http.ClientAddress;
import br.com.catalogador.web.http.ClientChannel;
import br.com.catalogador.web.http.ClientLimits;
import br.com.catalogador.web.http.Identity;
import br.com.catalogador.web.http.Texts;
import br.com.catalogador.web.http.TokenCookie;
import br.com.catalogador.web.http.WebOptions;
import io.vertx.core.Handler;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * Lets requests for a socket through and remembers what the socket will not see any more: the
 * cookie and the reader's language.
 *
 * <p>A browser opens a WebSocket for any page and sends our cookie along, so with a cookie the page
 * must be ours. One that comes without an {@code Origin} is not from a browser, for they all send
 * it; only the cookie's owner can have made it.
 */
final class BridgeHandshake implements Handler<RoutingContext> {
  private static final String KEY = BridgeHandshake.class.getName();

  /** The one of RFC 6455; the drafts before it have frames that nothing here bounds. */
  private static final String VERSION = "13";

  private static final List<String> FOR_OTHER_PAGES =
      List.of("Access-Control-Allow-Origin", "Access-Control-Allow-Credentials");

  private final String publicAuthority;
  private final SocketAdmission admission;
  private final SessionSockets sockets;
  private final AnonymousSockets strangers;
  private final ClientLimits limits;
  private final TokenCookie cookies;

  /**
   * What a socket keeps of the request that opened it.
   *
   * @param token may be null
   * @param counted the session that the socket has been counted for, until it closes; null when no
   *     good token has come with the request
   * @param place to be given back once a good token has been shown; null when one has
   */
  record Opened(
      String token,
      String language,
      ClientChannel client,
      SessionId counted,
      AnonymousSockets.Place place) {
    static Opened of(RoutingContext context) {
      return context.get(KEY);
    }
  }

  BridgeHandshake(
      WebOptions options,
      SocketAdmission admission,
      SessionSockets sockets,
      AnonymousSockets strangers,
      ClientLimits limits,
      TokenCookie cookies) {
    this.cookies = cookies;
    this.admission = admission;
    this.sockets = sockets;
    this.strangers = strangers;
    this.limits = limits;
    this.publicAuthority =
        options.publicUrl().isEmpty() ? null : URI.create(options.publicUrl()).getAuthority();
  }

  @Override
  public void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    // SockJS has pages and transports of its own that are not used here.
    if (!request.path().endsWith("/websocket") && !request.path().endsWith("/info")) {
      context.fail(Failure.of(FailureKind.NOT_FOUND));
      return;
    }
    if (!request.method().equals(HttpMethod.GET)) {
      context.fail(Failure.of(FailureKind.METHOD_NOT_ALLOWED, Map.of("allow", "GET")));
      return;
    }
    String upgrade = request.getHeader(HttpHeaders.UPGRADE);
    if (request.path().endsWith("/websocket") && !"websocket".equalsIgnoreCase(upgrade)) {
      context.fail(Failure.invalidParameter("Upgrade", upgrade, "websocket"));
      return;
    }
    String version = request.getHeader("Sec-WebSocket-Version");
    if (request.path().endsWith("/websocket") && !VERSION.equals(version)) {
      context.fail(Failure.invalidParameter("Sec-WebSocket-Version", version, VERSION));
      return;
    }
    // SockJS would let pages of others read its answers.
    context.addHeadersEndHandler(
        end -> FOR_OTHER_PAGES.forEach(context.response().headers()::remove));
    Cookie cookie = cookies.of(context);
    if (cookie != null && !isOurs(request.getHeader("Origin"), request.authority())) {
      context.fail(Failure.of(FailureKind.CSRF));
      return;
    }
    if (request.path().endsWith("/info")) {
      context.next();
      return;
    }
    String token = cookie == null ? null : cookie.getValue();
    admission.identify(token).onComplete(known -> open(context, token, known.result()));
  }

  /** Counts the socket for its session; beyond the limit, or without one, as an anonymous one. */
  private void open(RoutingContext context, String token, Identity known) {
    ClientChannel client = ClientChannel.of(context.request().connection());
    SessionId counted = null;
    AnonymousSockets.Place place = null;
    if (known != null && sockets.enter(known.session())) {
      counted = known.session();
      client.onClose(() -> sockets.leave(known.session()));
    } else {
      try {
        place = strangers.enter(ClientAddress.of(context).network(), limits);
      } catch (Failure e) {
        context.fail(e);
        return;
      }
      client.onClose(place::leave);
    }
    context.put(KEY, new Opened(token, Texts.languageOf(context), client, counted, place));
    context.next();
  }

  private boolean isOurs(String origin, HostAndPort called) {
    if (origin == null) {
      return true;
    }
    String authority = origin.replaceFirst("^https?://", "");
    return called != null && authority.equalsIgnoreCase(called.toString())
        || authority.equalsIgnoreCase(publicAuthority);
  }
}
