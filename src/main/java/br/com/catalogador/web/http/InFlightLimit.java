package br.com.catalogador.web.http;

import br.com.catalogador.failure.Failure;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeUnit;

/**
 * Limits the requests in flight, per session or, without one, per network, and the bytes of their
 * bodies and responses. A request counts until its response is sent or, if its client has
 * disconnected, until the work on it is done: else a client that disconnects at once could have any
 * number in progress.
 */
public final class InFlightLimit implements Handler<RoutingContext> {
  private static final String KEY = InFlightLimit.class.getName();

  /** Longer than any work for a disconnected client takes. */
  private static final long FORGOTTEN_MILLIS = TimeUnit.SECONDS.toMillis(90);

  private final Vertx vertx;
  private final HttpMeters meters;

  /** One request in flight. Confined to its event loop. */
  private static final class Request {
    private final InFlightBudget.Ticket ticket;
    private boolean sending;

    private Request(InFlightBudget.Ticket ticket) {
      this.ticket = ticket;
    }
  }

  public InFlightLimit(Vertx vertx) {
    this.vertx = vertx;
    this.meters = HttpMeters.of(vertx);
  }

  @Override
  public void handle(RoutingContext context) {
    Request request = new Request(begin(context));
    context.put(KEY, request);
    context.addEndHandler(ended -> ended(request, ended));
    context.next();
  }

  private InFlightBudget.Ticket begin(RoutingContext context) {
    Identity who = Identity.orNull(context);
    return who == null
        ? meters.networks().begin(ClientAddress.of(context).network())
        : meters.sessions().begin(who.session().value());
  }

  private void ended(Request request, AsyncResult<Void> ended) {
    if (ended.failed()) {
      // The client has disconnected; the work on it ends when the response is sent.
      vertx.setTimer(FORGOTTEN_MILLIS, ignored -> request.ticket.end());
    } else if (!request.sending) {
      request.ticket.end();
    }
  }

  /** Whether a request is counted; false for routes without this handler. */
  static boolean counts(RoutingContext context) {
    return context.get(KEY) != null;
  }

  /**
   * Reserves bytes for a body before it is read, or for a large response before it is computed.
   *
   * @param bytes estimated size
   * @throws Failure BUSY when the limit is reached
   */
  public static void reserve(RoutingContext context, long bytes) {
    Request request = context.get(KEY);
    if (request != null) {
      request.ticket.reserve(bytes);
    }
  }

  /** Sends a response, which counts until it has been written. */
  public static void send(RoutingContext context, Buffer body) {
    Request request = context.get(KEY);
    if (request != null) {
      request.sending = true;
      request.ticket.count(body.length());
    }
    Future<Void> sent;
    try {
      sent = context.response().end(body);
    } catch (IllegalStateException e) {
      end(context);
      throw e;
    }
    sent.onComplete(
        result -> {
          ClientChannel.exitIfOutOfMemory(result.cause());
          end(context);
        });
  }

  /** Ends a request whose response cannot be sent any more. */
  public static void end(RoutingContext context) {
    Request request = context.get(KEY);
    if (request != null) {
      request.ticket.end();
    }
  }
}
