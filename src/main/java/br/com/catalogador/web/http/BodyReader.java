package br.com.catalogador.web.http;

import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/**
 * Takes in a request's body, as it is and up to a limit. Vert.x's own handler would also read forms
 * and files, which nothing here takes: they would only be more for a stranger to try.
 */
public final class BodyReader implements Handler<RoutingContext> {
  static final int MAX_BYTES = 64 * 1024;

  private static final String KEY = BodyReader.class.getName();

  /**
   * Makes a request wait until its body is asked for, or until it has been answered without: what a
   * client sends is lost unless somebody takes it at once.
   */
  public static void hold(RoutingContext context) {
    context.request().pause();
    context.addEndHandler(ended -> context.request().resume());
    context.next();
  }

  /** The body; empty when there is none, or when none was read. */
  public static Buffer of(RoutingContext context) {
    Buffer body = context.get(KEY);
    return body == null ? Buffer.buffer() : body;
  }

  /** Overwrites the body, where it held a secret that must not lie about. */
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
    } catch (NumberFormatException tooLong) {
      return MAX_BYTES;
    }
  }

  @Override
  public void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    InFlightLimit.reserve(context, expected(request));
    Buffer body = Buffer.buffer();
    context.put(KEY, body);
    request.handler(
        chunk -> {
          if (!context.failed() && body.length() + chunk.length() > MAX_BYTES) {
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
