package br.com.catalogador.web.bridge;

import br.com.catalogador.bus.Bus;
import br.com.catalogador.bus.Cluster;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.session.message.SessionDirectory;
import br.com.catalogador.web.bridge.BridgeHandshake.Opened;
import br.com.catalogador.web.http.BodyEncoder;
import br.com.catalogador.web.http.ClientChannel;
import br.com.catalogador.web.http.ClientLimits;
import br.com.catalogador.web.http.Texts;
import br.com.catalogador.web.http.TokenCookie;
import br.com.catalogador.web.http.WebOptions;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.sockjs.SockJSHandler;
import io.vertx.ext.web.handler.sockjs.SockJSHandlerOptions;
import io.vertx.ext.web.handler.sockjs.SockJSSocket;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event-bus bridge at {@code /eventbus}, over Vert.x's SockJS, with the protocol of Vert.x's
 * own bridge and its client library. Clients have no access to the event bus itself, only to the
 * addresses of {@link BridgeAddress}. {@code docs/decisoes/009-ponte.md} explains why Vert.x's own
 * bridge is not used.
 *
 * <p>WebSocket is the only transport: all current browsers support it, and the other transports
 * keep server state that outlives the connection, and polls that no message limit covers.
 *
 * <p>One instance per HTTP verticle, confined to its event loop.
 */
public final class Bridge {
  private static final Logger LOG = LoggerFactory.getLogger(Bridge.class);

  /** Largest sent frame; {@link ClientChannel} limits received frames. */
  private static final int MAX_SENT_FRAME_BYTES = 64 * 1024;

  private static final long CHECK_MILLIS = 1_000;
  private static final List<String> OTHER_TRANSPORTS =
      List.of("EVENT_SOURCE", "HTML_FILE", "JSON_P", "XHR");

  private final Vertx vertx;
  private final Bus bus;
  private final SocketAdmission admission;
  private final Texts texts;
  private final WebOptions options;
  private final InstantSource time;
  private final ClientLimits limits;
  private final TokenCookie cookies;
  private final BodyEncoder encoder;
  private final SessionSockets sockets;
  private final BridgeMeters meters;
  private final Set<BridgeClient> clients = new HashSet<>();

  public Bridge(
      Vertx vertx,
      Bus bus,
      SocketAdmission admission,
      Texts texts,
      WebOptions options,
      InstantSource time,
      ClientLimits limits,
      TokenCookie cookies,
      BodyEncoder encoder) {
    this.cookies = cookies;
    this.encoder = encoder;
    this.vertx = vertx;
    this.bus = bus;
    this.admission = admission;
    this.texts = texts;
    this.options = options;
    this.time = time;
    this.limits = limits;
    this.sockets = new SessionSockets(vertx);
    this.meters = BridgeMeters.of(vertx);
  }

  /**
   * Limits the size of received messages, and disables compression, which would take some hundred
   * kilobytes per socket and saves little for small messages.
   */
  public static HttpServerOptions limit(HttpServerOptions http) {
    return http.setMaxWebSocketFrameSize(MAX_SENT_FRAME_BYTES)
        .setMaxWebSocketMessageSize(ClientChannel.MAX_MESSAGE_BYTES)
        .setPerFrameWebSocketCompressionSupported(false)
        .setPerMessageWebSocketCompressionSupported(false);
  }

  public void mount(Router router) {
    SockJSHandlerOptions sockJs = new SockJSHandlerOptions().setInsertJSESSIONID(false);
    OTHER_TRANSPORTS.forEach(sockJs::addDisabledTransport);
    router
        .route("/eventbus/*")
        .handler(
            new BridgeHandshake(
                options, admission, sockets, AnonymousSockets.of(vertx), limits, cookies));
    router
        .route("/eventbus/*")
        .subRouter(SockJSHandler.create(vertx, sockJs).socketHandler(this::opened));
    vertx.setPeriodic(CHECK_MILLIS, ignored -> check());
    bus.listen(
        SessionDirectory.ENDED, event -> closeMatching(client -> client.isOf(event.session())));
    bus.listen(
        SessionDirectory.TOKEN_ENDED, event -> closeMatching(client -> client.isOf(event.token())));
    // The sessions of that server have to be activated, and pages that only listen send no
    // requests.
    bus.listen(
        Cluster.LEFT, ignored -> List.copyOf(clients).forEach(BridgeClient::activateSessions));
  }

  private void opened(SockJSSocket socket) {
    Opened handshake = Opened.of(socket.routingContext());
    BridgeClient client =
        new BridgeClient(
            vertx,
            bus,
            admission,
            sockets,
            new BridgeSocket(socket, handshake, texts, meters, limits),
            handshake,
            options,
            limits,
            encoder);
    clients.add(client);
    meters.opened();
    socket.handler(
        text -> {
          meters.received();
          client.received(text);
        });
    socket.exceptionHandler(
        cause -> {
          LOG.debug("a page's socket: {}", cause.toString());
          // After a fragmented message that is too large the socket is still open.
          socket.close();
        });
    socket.closeHandler(
        ignored -> {
          clients.remove(client);
          meters.closed();
          client.disconnected();
        });
  }

  private void check() {
    List.copyOf(clients).forEach(client -> client.check(time.instant()));
  }

  private void closeMatching(Predicate<BridgeClient> filter) {
    clients.stream()
        .filter(filter)
        .toList()
        .forEach(client -> client.close(Failure.of(FailureKind.SESSION_ENDED)));
  }

  /** Closes all sockets; the clients reconnect by themselves, to a server that accepts them. */
  public void close() {
    List.copyOf(clients).forEach(client -> client.close(Failure.of(FailureKind.BUSY)));
  }
}
