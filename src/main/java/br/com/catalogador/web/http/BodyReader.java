package br.com.catalogador.web.http;

import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/**
 * Reads a request's body into memory, up to a limit. Vert.x's own handler would also parse forms
 * and uploads, which no operation here has.
 */
public final class BodyReader implements Handler<RoutingContext> {
  static final int MAX_BYTES = 64 * 1024;

  /** The same of a request that {@link InFlightLimit} does not count; its head may be larger. */
  static final int MAX_UNCOUNTED_BYTES = 1024;

  private static final String KEY = BodyReader.class.getName();

  /**
   * Pauses a request until its body is read or its response has ended: data that arrives without a
   * handler is lost.
   */
  public static void hold(RoutingContext context) {
    context.request().pause();
    context.addEndHandler(ignored -> context.request().resume());
    context.next();
  }

  /** The body; empty when there is none, or when none was read. */
  public static Buffer of(RoutingContext context) {
    Buffer body = context.get(KEY);
    return body == null ? Buffer.buffer() : body;
  }

  /** Overwrites a body that held a secret. */
  public static void wipe(RoutingContext context) {
    Buffer body = of(context);
    body.setBytes(0, new byte[body.length()]);
  }

  /** As much as it says, or as may come from one that does not say it. */
  private static long expected(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length == null) {
      return request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null ? 0 : MAX_BYTES;
    }
    try {
      return Math.min(MAX_BYTES, Long.parseLong(length));
    } catch (NumberFormatException ignored) {
      return MAX_BYTES;
    }
  }

  @Override
  public void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    InFlightLimit.reserve(context, expected(request));
    int most = InFlightLimit.counts(context) ? MAX_BYTES : MAX_UNCOUNTED_BYTES;
    Buffer body = Buffer.buffer();
    context.put(KEY, body);
    request.handler(
        chunk -> {
          if (!context.failed() && body.length() + chunk.length() > most) {
            context.fail(Failure.of(FailureKind.BODY_TOO_LARGE));
          } else if (!context.failed()) {
            body.appendBuffer(chunk);
          }
        });
    // Whatever becomes of a body on its way is the client's doing.
    request.exceptionHandler(
        broken -> context.fail(Failure.invalidParameter("body", "a part", "a whole body")));
    request.endHandler(
        end -> {
          if (!context.failed()) {
            context.next();
          }
        });
    request.resume();
  }
}
