package br.com.catalogador.web.http;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes the connections of clients that are too slow to send a request or to read a response. An
 * idle timeout does not catch a client that sends a byte now and then; so each request must be
 * complete within a time, measured from the connection or from the response before it. Once a
 * request is complete the limit ends: neither the work on it nor a WebSocket counts.
 *
 * <p>One per HTTP server, on its event loop.
 */
public final class SlowClients implements Handler<RoutingContext> {
  private static final Logger LOG = LoggerFactory.getLogger(SlowClients.class);
  private static final Duration CHECK = Duration.ofMillis(500);

  private final Duration limit;
  private final Duration pause;
  private final ClientLimits limits;
  private final HttpMeters meters;
  private final Set<ClientChannel> open = new HashSet<>();

  /** The connections that owe something: a request, or its end. */
  private final Map<HttpConnection, Expected> owing = new HashMap<>();

  /** What a connection owes, and since when. */
  private static final class Expected {
    private HttpServerRequest current;
    private boolean answered;
    private boolean gone;
    private long since;
    private Duration within;

    void from(Duration limit) {
      since = System.nanoTime();
      within = limit;
    }

    boolean isLate() {
      return System.nanoTime() - since > within.toNanos();
    }
  }

  /**
   * @param limit how long a request may take to come
   * @param pause how long a connection may rest between an answer and the next request
   */
  public SlowClients(Vertx vertx, Duration limit, Duration pause, ClientLimits limits) {
    this.limit = limit;
    this.pause = pause;
    this.limits = limits;
    this.meters = HttpMeters.of(vertx);
    vertx.setPeriodic(CHECK.toMillis(), timer -> check());
  }

  /** Begins to wait for a connection's first request. */
  public void opened(HttpConnection connection) {
    Expected expected = new Expected();
    expected.from(limit);
    owing.put(connection, expected);
    ClientChannel client = ClientChannel.install(connection, limits, meters);
    open.add(client);
    client.onClose(
        () -> {
          expected.gone = true;
          owing.remove(connection);
          open.remove(client);
        });
  }

  /** Before all other handlers: what comes after the head must be waited for from its start. */
  @Override
  public void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    Expected expected = owing.get(request.connection());
    if (expected != null) {
      expected.current = request;
      expected.answered = false;
      expected.from(limit);
      request.end().onComplete(whole -> whole(expected, request));
      context.addEndHandler(sent -> answered(expected, request));
    }
    context.next();
  }

  /** A connection that becomes a WebSocket owes no further request; its close is not reported. */
  private void whole(Expected expected, HttpServerRequest request) {
    // A request refused before it was complete still has to be completed.
    if (expected.current == request && !expected.answered) {
      owing.remove(request.connection());
    }
  }

  private void answered(Expected expected, HttpServerRequest request) {
    if (expected.current == request && !expected.gone) {
      expected.answered = true;
      expected.from(pause.plus(limit));
      owing.put(request.connection(), expected);
    }
  }

  private void check() {
    List<HttpConnection> late =
        owing.entrySet().stream()
            .filter(entry -> entry.getValue().isLate())
            .map(Map.Entry::getKey)
            .toList();
    for (HttpConnection connection : late) {
      LOG.debug("{}: its request did not come to its end", connection.remoteAddress());
      owing.remove(connection);
      ClientChannel.of(connection).cut(CutReason.REQUEST_LATE);
    }
    long now = System.nanoTime();
    List.copyOf(open).forEach(client -> client.check(now));
  }
}
