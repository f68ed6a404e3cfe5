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
 * Closes the connections of clients that are too slow to send a request or to read a response (slow
 * loris). An idle timeout does not catch a client that sends a byte now and then, so each request
 * must be complete within a time limit, which starts with the connection or with the previous
 * response. The work on a complete request and an open WebSocket are not limited.
 *
 * <p>One per HTTP server, on its event loop.
 */
public final class SlowClients implements Handler<RoutingContext> {
  private static final Logger LOG = LoggerFactory.getLogger(SlowClients.class);
  private static final Duration CHECK = Duration.ofMillis(500);
  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final String KEY = SlowClients.class.getName();

  private final Duration limit;
  private final Duration pause;
  private final ClientLimits limits;
  private final HttpMeters meters;
  private final Set<ClientChannel> open = new HashSet<>();

  /** The connections that have a request to begin or to complete. */
  private final Map<HttpConnection, PendingRequest> pending = new HashMap<>();

  /** The request that a connection has to complete, and the time limit. */
  private static final class PendingRequest {
    private HttpServerRequest current;
    private boolean answered;
    private boolean closed;
    private long since;
    private Duration within;
    private long bytesPerSecond;

    void start(Duration limit) {
      since = System.nanoTime();
      within = limit;
      bytesPerSecond = 0;
    }

    boolean isLate() {
      long allowed = within.toNanos();
      if (bytesPerSecond > 0) {
        allowed += current.bytesRead() * SECOND_NANOS / bytesPerSecond;
      }
      return System.nanoTime() - since > allowed;
    }
  }

  /**
   * @param limit how long a request may take until it is complete
   * @param pause how long a connection may be idle between a response and the next request
   */
  public SlowClients(Vertx vertx, Duration limit, Duration pause, ClientLimits limits) {
    this.limit = limit;
    this.pause = pause;
    this.limits = limits;
    this.meters = HttpMeters.of(vertx);
    vertx.setPeriodic(CHECK.toMillis(), ignored -> check());
  }

  /** Starts the time limit of a connection's first request. */
  public void opened(HttpConnection connection) {
    PendingRequest next = new PendingRequest();
    next.start(limit);
    pending.put(connection, next);
    ClientChannel client = ClientChannel.install(connection, limits, meters);
    open.add(client);
    client.onClose(
        () -> {
          next.closed = true;
          pending.remove(connection);
          open.remove(client);
        });
  }

  /** Must be the first handler: the time limit starts with the head of the request. */
  @Override
  public void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    PendingRequest next = pending.get(request.connection());
    if (next != null) {
      next.current = request;
      next.answered = false;
      next.start(limit);
      context.put(KEY, next);
      request.end().onComplete(ignored -> complete(next, request));
      context.addEndHandler(ignored -> answered(next, request));
    }
    context.next();
  }

  /**
   * Lets a large request take longer, as long as its body arrives at a rate on average.
   *
   * @param bytesPerSecond lowest rate, once the time limit of other requests is over
   */
  public static void allowByRate(RoutingContext context, long bytesPerSecond) {
    PendingRequest request = context.get(KEY);
    if (request != null && request.current == context.request()) {
      request.bytesPerSecond = bytesPerSecond;
    }
  }

  /** Ends the time limit of a complete request, also of one that becomes a WebSocket. */
  private void complete(PendingRequest next, HttpServerRequest request) {
    // A request that was answered before it was complete must still be completed.
    if (next.current == request && !next.answered) {
      pending.remove(request.connection());
    }
  }

  private void answered(PendingRequest next, HttpServerRequest request) {
    if (next.current == request && !next.closed) {
      next.answered = true;
      next.start(pause.plus(limit));
      pending.put(request.connection(), next);
    }
  }

  private void check() {
    List<HttpConnection> late =
        pending.entrySet().stream()
            .filter(entry -> entry.getValue().isLate())
            .map(Map.Entry::getKey)
            .toList();
    for (HttpConnection connection : late) {
      LOG.debug("{}: the request was not complete in time", connection.remoteAddress());
      pending.remove(connection);
      ClientChannel.of(connection).cut(CutReason.REQUEST_LATE);
    }
    long now = System.nanoTime();
    List.copyOf(open).forEach(client -> client.check(now));
  }
}
