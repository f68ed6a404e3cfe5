package br.com.catalogador.web.bridge;

import br.com.catalogador.bus.Bus;
import br.com.catalogador.bus.Cluster;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.session.message.SessionDirectory;
import br.com.catalogador.web.bridge.BridgeHandshake.Opened;
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
 * The event-bus bridge at {@code /eventbus}, over Vert.x's SockJS and in the words of its own
 * bridge, for its client library. Clients never reach the event bus itself: {@link BridgeAddress}
 * lists all addresses there are. {@code docs/decisoes/009-ponte.md} says why Vert.x's own bridge is
 * not used.
 *
 * <p>WebSocket is the only transport: every current browser has it, and the others keep a session
 * on the server that outlives its connection, and polls that no message limit covers.
 *
 * <p>One per HTTP verticle, on its event loop.
 */
public final class Bridge {
  private static final Logger LOG = LoggerFactory.getLogger(Bridge.class);

  /**
   * What is sent goes out in frames of this; how large one may come, {@link ClientChannel} says.
   */
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
  private final SessionSockets open;
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
      TokenCookie cookies) {
    this.cookies = cookies;
    this.vertx = vertx;
    this.bus = bus;
    this.admission = admission;
    this.texts = texts;
    this.options = options;
    this.time = time;
    this.limits = limits;
    this.open = new SessionSockets(vertx);
    this.meters = BridgeMeters.of(vertx);
  }

  /**
   * Limits what a client may send at once, and does not compress: a thousand sockets would each
   * keep a compressor of some hundred kilobytes, to make small messages a little smaller.
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
                options, admission, open, AnonymousSockets.of(vertx), limits, cookies));
    router
        .route("/eventbus/*")
        .subRouter(SockJSHandler.create(vertx, sockJs).socketHandler(this::opened));
    vertx.setPeriodic(CHECK_MILLIS, timer -> check());
    bus.listen(SessionDirectory.ENDED, event -> closeThose(client -> client.isOf(event.session())));
    bus.listen(
        SessionDirectory.TOKEN_ENDED, event -> closeThose(client -> client.isOf(event.token())));
    // Its sessions are passive now, and pages that only listen send no request to activate them.
    bus.listen(Cluster.LEFT, event -> List.copyOf(clients).forEach(BridgeClient::wake));
  }

  private void opened(SockJSSocket socket) {
    Opened handshake = Opened.of(socket.routingContext());
    BridgeClient client =
        new BridgeClient(
            bus,
            admission,
            open,
            new BridgeSocket(socket, handshake, texts, meters, limits),
            handshake,
            options,
            limits);
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
          // A message that was too large in pieces leaves it open.
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

  private void closeThose(Predicate<BridgeClient> whose) {
    clients.stream()
        .filter(whose)
        .toList()
        .forEach(client -> client.close(Failure.of(FailureKind.SESSION_ENDED)));
  }

  /** Closes all sockets; the clients reconnect by themselves, to a server that accepts them. */
  public void close() {
    List.copyOf(clients).forEach(client -> client.close(Failure.of(FailureKind.BUSY)));
  }
}
