package br.com.catalogador.web.http;

import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/**
 * Reads a request's body into memory, up to a limit. Vert.x's own handler would also write uploads
 * to files.
 */
public final class BodyReader implements Handler<RoutingContext> {
  static final int MAX_BYTES = 64 * 1024;

  /** Limit for requests that {@link InFlightLimit} does not count, less than that of their head. */
  static final int MAX_UNCOUNTED_BYTES = 1024;

  private static final String KEY = BodyReader.class.getName();

  /**
   * Pauses a request until its body is read or its response has ended, because data that arrives
   * without a handler is lost.
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

  private final int limit;

  /** Takes bodies as small as those of most operations. */
  public BodyReader() {
    this(MAX_BYTES);
  }

  /**
   * @param limit bytes of the largest body of a counted request
   */
  public BodyReader(int limit) {
    this.limit = limit;
  }

  /** Upper bound of the body size: the content length, or the limit when there is none. */
  private long expected(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length == null) {
      return request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null ? 0 : limit;
    }
    try {
      return Math.min(limit, Long.parseLong(length));
    } catch (NumberFormatException ignored) {
      return limit;
    }
  }

  @Override
  public void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    InFlightLimit.reserve(context, expected(request));
    int most = InFlightLimit.counts(context) ? limit : MAX_UNCOUNTED_BYTES;
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
    // Only the client can cause an error while the body is received.
    request.exceptionHandler(
        ignored -> context.fail(Failure.invalidParameter("body", "a part", "a whole body")));
    request.endHandler(
        ignored -> {
          if (!context.failed()) {
            context.next();
          }
        });
    request.resume();
  }
}
