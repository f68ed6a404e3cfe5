package br.com.catalogador.broker;

import br.com.catalogador.bus.Failure;
import br.com.catalogador.bus.FailureKind;
import br.com.catalogador.bus.Secret;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The broker's HTTP login: e-mail and password in, session id out. Keeps neither. */
public final class PolariumLogin {
  private static final long DEFAULT_WAIT_SECONDS = 600;

  private final WebClient http;
  private final BrokerOptions options;

  public PolariumLogin(WebClient http, BrokerOptions options) {
    this.http = http;
    this.options = options;
  }

  /**
   * Logs in.
   *
   * @return the broker's session id, or a {@link Failure}: INVALID_CREDENTIALS, TOO_MANY_ATTEMPTS
   *     with {@code retryAfter} in seconds, SECOND_FACTOR_UNSUPPORTED, BROKER_UNAVAILABLE, or
   *     BROKER_TIMEOUT past the connect timeout
   */
  public Future<Secret> login(String email, Secret password) {
    JsonObject body = new JsonObject().put("identifier", email).put("password", password.value());
    return http.postAbs(options.loginUrl())
        .timeout(options.connectTimeout().toMillis())
        .putHeader("User-Agent", PolariumSocket.USER_AGENT)
        .sendJsonObject(body)
        // The client's own limit ends with the first byte of an answer that may never be complete.
        .timeout(options.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
        .recover(cause -> Future.failedFuture(unreachable(cause)))
        .compose(PolariumLogin::read);
  }

  private static Failure unreachable(Throwable cause) {
    return Failure.of(
        cause instanceof TimeoutException
            ? FailureKind.BROKER_TIMEOUT
            : FailureKind.BROKER_UNAVAILABLE);
  }

  private static Future<Secret> read(HttpResponse<Buffer> response) {
    JsonObject answer = json(response);
    String code = Tolerant.text(answer.getValue("code"));
    String ssid = ssid(answer, response.cookies());
    if (response.statusCode() == 200 && !ssid.isEmpty()) {
      return Future.succeededFuture(new Secret(ssid));
    }
    return Future.failedFuture(refusal(code, answer, response.statusCode()));
  }

  private static Failure refusal(String code, JsonObject answer, int status) {
    return switch (code) {
      case "invalid_credentials" -> Failure.of(FailureKind.INVALID_CREDENTIALS);
      case "requests_limit_exceeded" ->
          Failure.retryAfter(
              FailureKind.TOO_MANY_ATTEMPTS,
              Tolerant.whole(answer.getValue("ttl"), DEFAULT_WAIT_SECONDS));
      case "verify" -> Failure.of(FailureKind.SECOND_FACTOR_UNSUPPORTED);
      // The status of a wrong password is not recorded anywhere; 401 and 403 can mean nothing else.
      default ->
          Failure.of(
              status == 401 || status == 403
                  ? FailureKind.INVALID_CREDENTIALS
                  : FailureKind.BROKER_UNAVAILABLE);
    };
  }

  private static JsonObject json(HttpResponse<Buffer> response) {
    try {
      return response.bodyAsJsonObject() == null ? new JsonObject() : response.bodyAsJsonObject();
    } catch (DecodeException | ClassCastException notAnObject) {
      return new JsonObject();
    }
  }

  /** The API host tells the session id in the body, the older auth host only in a cookie. */
  private static String ssid(JsonObject answer, List<String> cookies) {
    String inBody = Tolerant.text(answer.getValue("ssid"));
    if (!inBody.isEmpty()) {
      return inBody;
    }
    return cookies.stream()
        .filter(cookie -> cookie.startsWith("ssid="))
        .map(cookie -> cookie.substring("ssid=".length()).split(";", 2)[0].trim())
        .findFirst()
        .orElse("");
  }
}
