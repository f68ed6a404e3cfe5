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
 * Bounds the requests under way, per session or, of those without one, per network, and the bytes
 * of their bodies and answers. A request counts from here until its answer has left, or, when its
 * client has gone meanwhile, until the work for it is done: else whoever hangs up at once could
 * have any number worked on.
 */
public final class InFlightLimit implements Handler<RoutingContext> {
  private static final String KEY = InFlightLimit.class.getName();

  /** Longer than anything is worked on for a client that has gone. */
  private static final long FORGOTTEN_MILLIS = TimeUnit.SECONDS.toMillis(90);

  private final Vertx vertx;
  private final HttpMeters meters;

  /** One request under way. On its event loop. */
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
        ? meters.strangers().begin(ClientAddress.of(context).network())
        : meters.sessions().begin(who.session().value());
  }

  private void ended(Request request, AsyncResult<Void> ended) {
    if (ended.failed()) {
      // Its client has gone; whoever works for it comes to know when the answer is sent.
      vertx.setTimer(FORGOTTEN_MILLIS, timer -> request.ticket.end());
    } else if (!request.sending) {
      request.ticket.end();
    }
  }

  /**
   * Makes sure of room for a body before it is read, or a large answer before it is worked on.
   *
   * @param bytes how large it may become, about
   * @throws Failure BUSY when there is none
   */
  public static void reserve(RoutingContext context, long bytes) {
    Request request = context.get(KEY);
    if (request != null) {
      request.ticket.reserve(bytes);
    }
  }

  /** Ends an answer, which counts until it has left. */
  public static void send(RoutingContext context, Buffer body) {
    Request request = context.get(KEY);
    if (request != null) {
      request.sending = true;
      request.ticket.count(body.length());
    }
    Future<Void> sent;
    try {
      sent = context.response().end(body);
    } catch (IllegalStateException gone) {
      end(context);
      throw gone;
    }
    sent.onComplete(
        left -> {
          ClientChannel.exitIfOutOfMemory(left.cause());
          end(context);
        });
  }

  /** Nobody takes the answer any more. */
  public static void end(RoutingContext context) {
    Request request = context.get(KEY);
    if (request != null) {
      request.ticket.end();
    }
  }
}
