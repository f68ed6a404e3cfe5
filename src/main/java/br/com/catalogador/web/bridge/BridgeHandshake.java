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
 * Checks the handshake of a socket, and keeps what the socket needs of it: the token of the cookie
 * and the language.
 *
 * <p>A browser opens a WebSocket for a page of any site and sends our cookie along. So a request
 * with the cookie must have our {@code Origin}. A request without {@code Origin} is not from a
 * browser, as all browsers send it, and is accepted.
 */
final class BridgeHandshake implements Handler<RoutingContext> {
  private static final String KEY = BridgeHandshake.class.getName();

  /** The version of RFC 6455; frames of earlier drafts are not limited by {@link ClientChannel}. */
  private static final String VERSION = "13";

  private static final List<String> CORS_HEADERS =
      List.of("Access-Control-Allow-Origin", "Access-Control-Allow-Credentials");

  private final String publicAuthority;
  private final SocketAdmission admission;
  private final SessionSockets sockets;
  private final AnonymousSockets anonymous;
  private final ClientLimits limits;
  private final TokenCookie cookies;

  /**
   * What a socket keeps of its handshake.
   *
   * @param token the token of the cookie; may be null
   * @param counted the session that the socket is counted for until it closes; null without a valid
   *     token
   * @param slot the slot of an anonymous socket, to be released once it is authenticated; null for
   *     a socket that is counted for a session
   */
  record Opened(
      String token,
      String language,
      ClientChannel client,
      SessionId counted,
      AnonymousSockets.Slot slot) {
    static Opened of(RoutingContext context) {
      return context.get(KEY);
    }
  }

  BridgeHandshake(
      WebOptions options,
      SocketAdmission admission,
      SessionSockets sockets,
      AnonymousSockets anonymous,
      ClientLimits limits,
      TokenCookie cookies) {
    this.cookies = cookies;
    this.admission = admission;
    this.sockets = sockets;
    this.anonymous = anonymous;
    this.limits = limits;
    this.publicAuthority =
        options.publicUrl().isEmpty() ? null : URI.create(options.publicUrl()).getAuthority();
  }

  @Override
  public void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    // The other pages and transports of SockJS are disabled.
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
    // SockJS would allow other sites to read its responses.
    context.addHeadersEndHandler(
        ignored -> CORS_HEADERS.forEach(context.response().headers()::remove));
    Cookie cookie = cookies.of(context);
    if (cookie != null && !isOwnOrigin(request.getHeader("Origin"), request.authority())) {
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

  /** Counts the socket for its session; without one, or beyond its limit, as anonymous. */
  private void open(RoutingContext context, String token, Identity known) {
    ClientChannel client = ClientChannel.of(context.request().connection());
    SessionId counted = null;
    AnonymousSockets.Slot slot = null;
    if (known != null && sockets.acquire(known.session())) {
      counted = known.session();
      client.onClose(() -> sockets.release(known.session()));
    } else {
      try {
        slot = anonymous.acquire(ClientAddress.of(context).network(), limits);
      } catch (Failure e) {
        context.fail(e);
        return;
      }
      client.onClose(slot::release);
    }
    context.put(KEY, new Opened(token, Texts.languageOf(context), client, counted, slot));
    context.next();
  }

  private boolean isOwnOrigin(String origin, HostAndPort called) {
    if (origin == null) {
      return true;
    }
    String authority = origin.replaceFirst("^https?://", "");
    return called != null && authority.equalsIgnoreCase(called.toString())
        || authority.equalsIgnoreCase(publicAuthority);
  }
}
