package br.com.catalogador.web;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes the connections of clients who take too long to say what they want. A limit on silence
 * does not see the one who sends a byte now and then to keep what he holds; so each request must be
 * whole within a time, from the connection or the answer before it on. Whoever has been understood
 * is waited for no more: not for his answer, and not when his request has become a WebSocket.
 *
 * <p>One per HTTP server, on its event loop.
 */
final class SlowClients implements Handler<RoutingContext> {
  private static final Logger LOG = LoggerFactory.getLogger(SlowClients.class);
  private static final Duration CHECK = Duration.ofMillis(500);

  private final Duration limit;
  private final Duration pause;
  private final Map<HttpConnection, Expected> open = new HashMap<>();

  /** What is waited for on a connection: the end of a request, or the beginning of the next. */
  private static final class Expected {
    private HttpServerRequest current;
    private boolean answered;
    private boolean owingNothing;
    private long since = System.nanoTime();
    private Duration within;

    Expected(Duration within) {
      this.within = within;
    }

    void begun(HttpServerRequest request, Duration limit) {
      current = request;
      answered = false;
      owingNothing = false;
      since = System.nanoTime();
      within = limit;
    }

    void whole(HttpServerRequest request) {
      if (current == request) {
        // One who was refused before his end goes on owing the next request.
        owingNothing = !answered;
      }
    }

    void answered(HttpServerRequest request, Duration untilTheNext) {
      if (current == request) {
        answered = true;
        owingNothing = false;
        since = System.nanoTime();
        within = untilTheNext;
      }
    }

    boolean isLate() {
      return !owingNothing && System.nanoTime() - since > within.toNanos();
    }
  }

  /**
   * @param limit how long a request may take to come
   * @param pause how long a connection may rest between an answer and the next request
   */
  SlowClients(Vertx vertx, Duration limit, Duration pause) {
    this.limit = limit;
    this.pause = pause;
    vertx.setPeriodic(CHECK.toMillis(), timer -> check());
  }

  /** Begins to wait for a connection's first request. */
  void opened(HttpConnection connection) {
    open.put(connection, new Expected(limit));
    connection.closeHandler(closed -> open.remove(connection));
  }

  /** Before all other handlers: what comes after the head must be waited for from its start. */
  @Override
  public void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    Expected expected = open.get(request.connection());
    if (expected != null) {
      expected.begun(request, limit);
      request.end().onComplete(whole -> expected.whole(request));
      context.addEndHandler(sent -> expected.answered(request, pause.plus(limit)));
    }
    context.next();
  }

  private void check() {
    List<HttpConnection> late =
        open.entrySet().stream()
            .filter(entry -> entry.getValue().isLate())
            .map(Map.Entry::getKey)
            .toList();
    for (HttpConnection connection : late) {
      LOG.debug("{}: its request did not come to its end", connection.remoteAddress());
      open.remove(connection);
      connection.close();
    }
  }
}
