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
   * @return the broker's answer, or a {@link Failure}: INVALID_CREDENTIALS, TOO_MANY_ATTEMPTS with
   *     {@code retryAfter} in seconds, BROKER_UNAVAILABLE, or BROKER_TIMEOUT past the connect
   *     timeout; the same for the other calls
   */
  public Future<LoginAnswer> login(String email, Secret password) {
    return login(credentials(email, password));
  }

  /**
   * Logs in after a second factor.
   *
   * @param confirmed the token that {@link #confirm} gave
   */
  public Future<LoginAnswer> login(String email, Secret password, Secret confirmed) {
    return login(credentials(email, password).put("token", confirmed.value()));
  }

  private static JsonObject credentials(String email, Secret password) {
    return new JsonObject().put("identifier", email).put("password", password.value());
  }

  private Future<LoginAnswer> login(JsonObject body) {
    return post(options.loginUrl(), body).compose(PolariumLogin::read);
  }

  /**
   * Has the code sent to the user.
   *
   * @return the token for {@link #confirm}: the broker's new one, or the same where it has sent the
   *     code already and knows no such step
   */
  public Future<Secret> sendCode(LoginAnswer.CodeWanted wanted) {
    JsonObject body =
        new JsonObject().put("method", wanted.method()).put("token", wanted.token().value());
    return post(options.twoFactorUrl(), body)
        .map(
            response -> {
              String token = Tolerant.text(json(response).getValue("token"));
              return token.isEmpty() ? wanted.token() : new Secret(token);
            });
  }

  /**
   * Tells the broker the user's code.
   *
   * @return the token for {@link #login(String, Secret, Secret)}; INVALID_CODE when it is not the
   *     right code
   */
  public Future<Secret> confirm(String code, Secret token) {
    JsonObject body = new JsonObject().put("code", code).put("token", token.value());
    return post(options.twoFactorUrl(), body).compose(PolariumLogin::readConfirmation);
  }

  private static Future<Secret> readConfirmation(HttpResponse<Buffer> response) {
    JsonObject answer = json(response);
    String token = Tolerant.text(answer.getValue("token"));
    if (Tolerant.text(answer.getValue("code")).equals("success") && !token.isEmpty()) {
      return Future.succeededFuture(new Secret(token));
    }
    Failure refusal = refusal(answer, response.statusCode());
    // Whatever else the broker answers to a code that it does not take, it says in its own words.
    return Future.failedFuture(
        refusal.kind() == FailureKind.TOO_MANY_ATTEMPTS || response.statusCode() >= 500
            ? refusal
            : Failure.of(FailureKind.INVALID_CODE));
  }

  private Future<HttpResponse<Buffer>> post(String url, JsonObject body) {
    return http.postAbs(url)
        .timeout(options.connectTimeout().toMillis())
        .putHeader("User-Agent", PolariumSocket.USER_AGENT)
        .putHeader("Origin", options.origin())
        .sendJsonObject(body)
        // The client's own limit ends with the first byte of an answer that may never be complete.
        .timeout(options.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
        .recover(cause -> Future.failedFuture(unreachable(cause)));
  }

  private static Failure unreachable(Throwable cause) {
    return Failure.of(
        cause instanceof TimeoutException
            ? FailureKind.BROKER_TIMEOUT
            : FailureKind.BROKER_UNAVAILABLE);
  }

  private static Future<LoginAnswer> read(HttpResponse<Buffer> response) {
    JsonObject answer = json(response);
    String ssid = ssid(answer, response.cookies());
    if (response.statusCode() == 200 && !ssid.isEmpty()) {
      return Future.succeededFuture(new LoginAnswer.Accepted(new Secret(ssid)));
    }
    String token = Tolerant.text(answer.getValue("token"));
    if (Tolerant.text(answer.getValue("code")).equals("verify") && !token.isEmpty()) {
      String method = Tolerant.text(answer.getValue("method"));
      return Future.succeededFuture(new LoginAnswer.CodeWanted(method, new Secret(token)));
    }
    return Future.failedFuture(refusal(answer, response.statusCode()));
  }

  private static Failure refusal(JsonObject answer, int status) {
    return switch (Tolerant.text(answer.getValue("code"))) {
      case "invalid_credentials" -> Failure.of(FailureKind.INVALID_CREDENTIALS);
      case "requests_limit_exceeded" ->
          Failure.retryAfter(
              FailureKind.TOO_MANY_ATTEMPTS,
              Tolerant.whole(answer.getValue("ttl"), DEFAULT_WAIT_SECONDS));
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
