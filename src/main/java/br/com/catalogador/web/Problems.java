package br.com.catalogador.web;

import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.view.ProblemJson;
import br.com.catalogador.web.http.InFlightLimit;
import br.com.catalogador.web.http.MessageRate;
import br.com.catalogador.web.http.SecurityHeaders;
import br.com.catalogador.web.http.Texts;
import br.com.catalogador.web.page.Pages;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Answers all failed requests: with an RFC 9457 problem document, or with an HTML page when a
 * browser requests one. The only class that sets a status of 400 or above. Answers contain the kind
 * and facts of the failure, never a stack trace.
 */
public final class Problems implements Handler<RoutingContext> {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
  private static final String TYPE = "application/problem+json";
  private static final String LOGIN = "/api/v1/login";
  private static final int BAD_REQUEST = 400;

  /**
   * Failures of the router itself; {@link Operations} rejects methods of all paths but static
   * files.
   */
  private static final Map<Integer, Failure> OF_STATUS =
      Map.of(
          404, Failure.of(FailureKind.NOT_FOUND),
          405, Failure.of(FailureKind.METHOD_NOT_ALLOWED, Map.of("allow", "GET, HEAD")),
          416, Failure.of(FailureKind.RANGE_NOT_SATISFIABLE));

  private static final int LONGEST_PATH_LOGGED = 200;

  /** Limit of log lines that any client can cause; further ones are logged at DEBUG. */
  private static final int LINES_PER_SECOND = 10;

  private final Texts texts;
  private final Pages pages;
  private final MessageRate lines = new MessageRate(LINES_PER_SECOND);

  Problems(Texts texts, Pages pages) {
    this.texts = texts;
    this.pages = pages;
  }

  /** The statuses with which the router itself may fail a request. */
  static Set<Integer> statuses() {
    return Set.of(BAD_REQUEST, 404, 405, 416, 500);
  }

  @Override
  public void handle(RoutingContext context) {
    if (context.response().ended() || context.response().closed()) {
      // The client has disconnected: no response can be sent, and nothing here has failed.
      LOG.debug("{} {}: no response sent", context.request().method(), context.request().path());
      InFlightLimit.end(context);
      return;
    }
    Failure failure = failureOf(context);
    log(context, failure);
    answer(context, failure);
  }

  /**
   * Answers a request that cannot be parsed, in the default language because its headers are
   * unknown, and closes the connection because its further bytes cannot be parsed either.
   */
  void refuse(HttpServerRequest unreadable) {
    Failure failure = failureOf(unreadable.decoderResult().cause());
    LOG.atLevel(level(failure)).log("unreadable request: {}", failure.kind());
    SecurityHeaders.put(unreadable.response()::putHeader);
    unreadable
        .response()
        .setStatusCode(failure.kind().httpStatus())
        .putHeader("Connection", "close")
        .putHeader("Content-Type", TYPE)
        .end(ProblemJson.of(failure, texts.sentence(Texts.LANGUAGES.get(0), failure)).encode())
        .onComplete(ignored -> unreadable.connection().close());
  }

  private static Failure failureOf(Throwable unreadable) {
    if (unreadable instanceof TooLongHttpLineException) {
      return Failure.of(FailureKind.URI_TOO_LONG);
    }
    return unreadable instanceof TooLongHttpHeaderException
        ? Failure.of(FailureKind.HEADERS_TOO_LARGE)
        : Failure.invalidParameter("request", "something else", "an HTTP/1.1 request");
  }

  private static Failure failureOf(RoutingContext context) {
    Throwable cause = context.failure();
    if (cause instanceof Failure failure) {
      return failure;
    }
    // The router has rejected the request, or its URL cannot be decoded.
    if (context.statusCode() == BAD_REQUEST || isUnreadable(context)) {
      return Failure.invalidParameter("URL", context.request().uri(), "a URL that can be decoded");
    }
    Failure ofStatus = OF_STATUS.get(context.statusCode());
    if (ofStatus != null) {
      return ofStatus;
    }
    return cause == null ? Failure.of(FailureKind.INTERNAL_ERROR) : Failure.from(cause);
  }

  private static boolean isUnreadable(RoutingContext context) {
    try {
      QueryStringDecoder.decodeComponent(context.request().path());
      return false;
    } catch (IllegalArgumentException ignored) {
      return true;
    }
  }

  private void log(RoutingContext context, Failure failure) {
    boolean unexpected = context.failure() != null && context.failure() != failure;
    LOG.atLevel(level(failure))
        .setCause(unexpected ? context.failure() : null)
        .log("{} {}: {}", context.request().method(), shortPath(context), failure.kind());
  }

  private Level level(Failure failure) {
    Level level = failure.kind().logLevel();
    boolean causedByClient = level == Level.INFO || level == Level.WARN;
    return causedByClient && !lines.allows(System.nanoTime()) ? Level.DEBUG : level;
  }

  private static String shortPath(RoutingContext context) {
    String path = String.valueOf(context.request().path());
    return path.length() <= LONGEST_PATH_LOGGED
        ? path
        : path.substring(0, LONGEST_PATH_LOGGED) + "… (" + path.length() + ")";
  }

  private void answer(RoutingContext context, Failure failure) {
    context.response().setStatusCode(failure.kind().httpStatus());
    addHeaders(context.response(), failure);
    String language = Texts.languageOf(context);
    String sentence =
        context.request().path().startsWith(LOGIN)
            ? texts.loginSentence(language, failure)
            : texts.sentence(language, failure);
    if (acceptsHtml(context)) {
      pages.answerFailure(context, sentence);
    } else {
      context.response().putHeader("Content-Type", TYPE);
      InFlightLimit.send(context, ProblemJson.of(failure, sentence).toBuffer());
    }
  }

  /** Adds the standard HTTP headers for facts of the failure. */
  private static void addHeaders(HttpServerResponse response, Failure failure) {
    if (failure.kind().httpStatus() == HttpResponseStatus.UNAUTHORIZED.code()) {
      response.putHeader("WWW-Authenticate", "Bearer");
    }
    if (failure.facts().getValue("retryAfter") instanceof Number seconds) {
      response.putHeader("Retry-After", seconds.toString());
    }
    if (failure.facts().getValue("allow") instanceof String methods) {
      response.putHeader("Allow", methods);
    }
  }

  private static boolean acceptsHtml(RoutingContext context) {
    String accept = context.request().getHeader("Accept");
    String path = isUnreadable(context) ? context.request().path() : context.normalizedPath();
    return !path.startsWith("/api/") && accept != null && accept.contains("text/html");
  }
}
