package br.com.catalogador.broker;

import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.support.ContextPromise;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * HTTP client of the broker. Reads at most {@link #MAX_ANSWER_BYTES} of an answer; the connection
 * of a longer or late answer is reset.
 */
public final class BrokerHttp {
  /** Far larger than any answer seen. */
  static final int MAX_ANSWER_BYTES = 64 * 1024;

  private static final long BUSY_SECONDS = 5;

  private final HttpClient client;
  private final BrokerOptions options;

  public BrokerHttp(HttpClient client, BrokerOptions options) {
    this.client = client;
    this.options = options;
  }

  /**
   * Posts JSON. The encoded body is overwritten with zeros once it has been sent, because it may
   * contain a password.
   *
   * @param limit for the whole exchange, after which the request is reset
   * @return the answer, truncated to {@link #MAX_ANSWER_BYTES}; or a {@link Failure}:
   *     BROKER_TIMEOUT, BROKER_UNAVAILABLE when there is no connection or it broke, BUSY when too
   *     many requests wait for a connection or this server has no free file descriptor
   */
  Future<HttpAnswer> post(String url, JsonObject body, Duration limit) {
    return post(url, body.toBuffer(), limit);
  }

  Future<HttpAnswer> post(String url, Buffer json, Duration limit) {
    return exchange(requestTo(url).putHeader("Content-Type", "application/json"), json, limit);
  }

  /** Posts an empty body with a cookie; otherwise like {@link #post}. */
  Future<HttpAnswer> postCookie(String url, String cookie, Duration limit) {
    return exchange(requestTo(url).putHeader("Cookie", cookie), Buffer.buffer(), limit);
  }

  private RequestOptions requestTo(String url) {
    RequestOptions request =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setAbsoluteURI(url)
            .setConnectTimeout(options.connectTimeout().toMillis())
            .putHeader("User-Agent", PolariumSocket.USER_AGENT)
            .putHeader("Origin", options.origin());
    options.network().headers().forEach(request::putHeader);
    return request;
  }

  private Future<HttpAnswer> exchange(RequestOptions request, Buffer body, Duration limit) {
    return client
        .request(request)
        .compose(opened -> send(opened, body, limit))
        .onComplete(ignored -> wipe(body))
        .recover(cause -> Future.failedFuture(failure(cause)));
  }

  private static Future<HttpAnswer> send(HttpClientRequest request, Buffer body, Duration limit) {
    return request
        .send(body)
        .compose(BrokerHttp::read)
        .timeout(limit.toMillis(), TimeUnit.MILLISECONDS)
        .onFailure(ignored -> request.reset().otherwiseEmpty());
  }

  private static Future<HttpAnswer> read(HttpClientResponse response) {
    Promise<HttpAnswer> answer = ContextPromise.create();
    Buffer body = Buffer.buffer();
    response.handler(
        chunk -> {
          int space = MAX_ANSWER_BYTES - body.length();
          if (chunk.length() <= space) {
            body.appendBuffer(chunk);
          } else if (answer.tryComplete(answer(response, body.appendBuffer(chunk, 0, space)))) {
            response.request().reset().otherwiseEmpty();
          }
        });
    response.exceptionHandler(answer::tryFail);
    response.endHandler(ignored -> answer.tryComplete(answer(response, body)));
    return answer.future();
  }

  private static HttpAnswer answer(HttpClientResponse response, Buffer body) {
    return HttpAnswer.of(response.statusCode(), response.headers(), body);
  }

  private static void wipe(Buffer body) {
    body.setBytes(0, new byte[body.length()]);
  }

  private Failure failure(Throwable cause) {
    if (cause instanceof ConnectionPoolTooBusyException) {
      return Failure.retryAfter(FailureKind.BUSY, BUSY_SECONDS);
    }
    Unreachable.log(options.network().proxy(), cause);
    return Unreachable.failure(cause);
  }
}
