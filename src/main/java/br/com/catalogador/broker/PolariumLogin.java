package br.com.catalogador.broker;

import br.com.catalogador.broker.LoginAnswer.Accepted;
import br.com.catalogador.broker.LoginAnswer.CodeWanted;
import br.com.catalogador.broker.LoginAnswer.Confirmed;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.support.Secret;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker's HTTP login through one outgoing address: e-mail and password in, session id out.
 * Keeps neither. A limit that the broker sets on logins is kept here until it ends. A login that
 * succeeds after its caller was told of a time-out is logged out again. Confined to one event loop.
 */
public final class PolariumLogin {
  private static final Logger LOG = LoggerFactory.getLogger(PolariumLogin.class);

  /** How long a login may still succeed after its time-out, and be logged out, in time-outs. */
  private static final int PATIENCE = 3;

  private static final int SUCCESS = 200;
  private static final int FIRST_REFUSAL = 300;
  private static final int BROKEN = 500;

  private final BrokerHttp http;
  private final BrokerHttp logouts;
  private final BrokerOptions options;
  private final InstantSource time;
  private Instant limitedUntil = Instant.MIN;

  /**
   * @param http for all but logouts
   * @param logouts whose queue for connections has no end
   */
  public PolariumLogin(
      BrokerHttp http, BrokerHttp logouts, BrokerOptions options, InstantSource time) {
    this.http = http;
    this.logouts = logouts;
    this.options = options;
    this.time = time;
  }

  /**
   * Logs in.
   *
   * @return {@link Accepted} or {@link CodeWanted}; or a {@link Failure}: INVALID_CREDENTIALS,
   *     ACCOUNT_REFUSED, BROKER_BLOCKED, BROKER_UNREADABLE, BROKER_LIMIT with {@code retryAfter} in
   *     seconds, BROKER_UNAVAILABLE, BUSY, or BROKER_TIMEOUT past the connect timeout
   */
  public Future<LoginAnswer> login(String email, Secret password) {
    return login(credentials(email, password));
  }

  /**
   * Logs in after a second factor.
   *
   * @param confirmed what {@link #confirm} gave
   */
  public Future<LoginAnswer> login(String email, Secret password, Confirmed confirmed) {
    return login(credentials(email, password).put("token", confirmed.token().value()));
  }

  private static JsonObject credentials(String email, Secret password) {
    return new JsonObject().put("identifier", email).put("password", password.value());
  }

  private Future<LoginAnswer> login(JsonObject body) {
    return checkLimit()
        .compose(
            allowed ->
                inTime(
                    http.post(options.loginUrl(), body, patience())
                        .compose(PolariumLogin::read)
                        .onFailure(this::note)));
  }

  /** Fails with BROKER_LIMIT as long as a limit holds that the broker has set on logins. */
  public Future<Void> checkLimit() {
    Duration wait = Duration.between(time.instant(), limitedUntil);
    return wait.isNegative() || wait.isZero()
        ? Future.succeededFuture()
        : Future.failedFuture(
            Failure.retryAfter(FailureKind.BROKER_LIMIT, wait.plusMillis(999).toSeconds()));
  }

  /** Keeps a limit, and tells operators what the user cannot mend. */
  private void note(Throwable cause) {
    Failure failure = Failure.from(cause);
    if (failure.kind() == FailureKind.BROKER_LIMIT) {
      Instant until = time.instant().plusSeconds(failure.facts().getLong("retryAfter"));
      limitedUntil = until.isAfter(limitedUntil) ? until : limitedUntil;
      LOG.warn("the broker limits logins, none is tried before {}", limitedUntil);
    } else if (failure.kind() == FailureKind.BROKER_BLOCKED) {
      LOG.warn("a login was answered in the broker's place: {}", failure.facts().encode());
    }
  }

  /**
   * Has a code sent to the user.
   *
   * @param token of {@link CodeWanted}, or what this has given before
   * @return the token for {@link #confirm}: the broker's new one, or the same where it gives none;
   *     CODE_NOT_SENT with the broker's words when it refuses, or what a login fails with
   */
  public Future<Secret> sendCode(String method, Secret token) {
    JsonObject body = new JsonObject().put("method", method).put("token", token.value());
    return verify(body, options.connectTimeout())
        .compose(answer -> readSending(answer, method, token));
  }

  private static Future<Secret> readSending(HttpAnswer answer, String method, Secret before) {
    String code = answer.code();
    String token = LenientJson.text(answer.field("token"));
    if (answer.status() < FIRST_REFUSAL
        && answer.json() != null
        && (code.equals(HttpAnswer.NO_CODE) || code.equals("success"))) {
      return Future.succeededFuture(token.isEmpty() ? before : new Secret(token));
    }
    if (HttpRefusals.isLimit(answer)) {
      return Future.failedFuture(HttpRefusals.limit(answer));
    }
    return Future.failedFuture(
        answer.json() == null && !answer.text().isBlank()
            ? HttpRefusals.blocked(answer)
            : codeNotSent(method, HttpRefusals.words(answer)));
  }

  /** CODE_NOT_SENT by a method, with the broker's words or an empty text. */
  public static Failure codeNotSent(String method, String brokerMessage) {
    return Failure.of(
        FailureKind.CODE_NOT_SENT, Map.of("method", method, "brokerMessage", brokerMessage));
  }

  /**
   * Tells the broker the user's code.
   *
   * @param token that {@link #sendCode} gave
   * @return {@link Accepted}, or {@link Confirmed} where the login has to be repeated; INVALID_CODE
   *     when the broker says that it is not the right code, or what a login fails with
   */
  public Future<LoginAnswer> confirm(String code, Secret token) {
    JsonObject body = new JsonObject().put("code", code).put("token", token.value());
    return inTime(verify(body, patience()).compose(PolariumLogin::readConfirmation));
  }

  private static Future<LoginAnswer> readConfirmation(HttpAnswer answer) {
    if (answer.code().equals("success")) {
      String ssid = ssid(answer);
      String token = LenientJson.text(answer.field("token"));
      if (!ssid.isEmpty()) {
        return Future.succeededFuture(accepted(answer, ssid));
      }
      if (!token.isEmpty()) {
        return Future.succeededFuture(new Confirmed(new Secret(token)));
      }
    }
    boolean aboutTheCode =
        answer.status() < BROKEN
            && !HttpRefusals.isLimit(answer)
            && !answer.code().equals(HttpAnswer.NO_CODE)
            && !answer.code().equals("success");
    // Whatever the broker answers to a code that it does not take, it says in its own words.
    return Future.failedFuture(
        aboutTheCode ? Failure.of(FailureKind.INVALID_CODE) : HttpRefusals.of(answer));
  }

  /** At the address for codes; at the login's host where the broker does not answer there. */
  private Future<HttpAnswer> verify(JsonObject body, Duration limit) {
    String url = options.twoFactorUrl();
    String fallback = URI.create(options.loginUrl()).resolve("verify/2fa").toString();
    Future<HttpAnswer> first = http.post(url, body, limit);
    if (url.equals(fallback)) {
      return first;
    }
    return first.transform(
        (answer, cause) ->
            isFromTheBroker(answer, cause)
                ? first
                : http.post(fallback, body, limit)
                    .transform(
                        (second, failed) ->
                            isFromTheBroker(second, failed) && failed == null
                                ? Future.succeededFuture(second)
                                : first));
  }

  /** A limit and a time-out count as the broker's: it may have done its part. */
  private static boolean isFromTheBroker(HttpAnswer answer, Throwable cause) {
    return cause == null
        ? answer.json() != null || HttpRefusals.isLimit(answer)
        : Failure.from(cause).kind() != FailureKind.BROKER_UNAVAILABLE;
  }

  private Duration patience() {
    return options.connectTimeout().multipliedBy(PATIENCE);
  }

  /** Tells of a time-out past the connect timeout, and logs out what succeeds after that. */
  private Future<LoginAnswer> inTime(Future<LoginAnswer> whole) {
    Promise<LoginAnswer> told = Promise.promise();
    whole
        .timeout(options.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
        .onSuccess(told::tryComplete)
        .onFailure(
            cause ->
                told.tryFail(
                    cause instanceof Failure ? cause : Failure.of(FailureKind.BROKER_TIMEOUT)));
    whole.onSuccess(
        answer -> {
          if (answer instanceof Accepted late && told.future().failed()) {
            LOG.info("a login succeeded after its time-out and is logged out again");
            logout(late.ssid());
          }
        });
    return told.future();
  }

  /**
   * Ends a session at the broker.
   *
   * @return completes in any case; what fails is logged
   */
  public Future<Void> logout(Secret ssid) {
    return logouts
        .postCookie(options.logoutUrl(), "ssid=" + ssid.value(), options.connectTimeout())
        .compose(
            answer ->
                answer.status() == SUCCESS
                    ? Future.<Void>succeededFuture()
                    : Future.failedFuture("status " + answer.status()))
        .onFailure(cause -> LOG.info("a session at the broker was not ended: {}", cause.toString()))
        .otherwiseEmpty();
  }

  private static Future<LoginAnswer> read(HttpAnswer answer) {
    String ssid = ssid(answer);
    if (answer.status() == SUCCESS && !ssid.isEmpty()) {
      return Future.succeededFuture(accepted(answer, ssid));
    }
    String token = LenientJson.text(answer.field("token"));
    if (answer.code().equals("verify") && !token.isEmpty()) {
      return Future.succeededFuture(codeWanted(answer, new Secret(token)));
    }
    return Future.failedFuture(HttpRefusals.of(answer));
  }

  private static Accepted accepted(HttpAnswer answer, String ssid) {
    long user = LenientJson.whole(answer.field("user_id"), 0);
    return new Accepted(new Secret(ssid), user > 0 ? Long.toString(user) : "");
  }

  private static CodeWanted codeWanted(HttpAnswer answer, Secret token) {
    String method = LenientJson.text(answer.field("method"));
    Set<String> methods = new LinkedHashSet<>();
    methods.add(method);
    for (Object available : LenientJson.list(answer.field("available_methods"))) {
      methods.add(LenientJson.text(available));
    }
    methods.remove("");
    return new CodeWanted(method, List.copyOf(methods), token, HttpRefusals.words(answer));
  }

  /** The API host tells the session id in the body, the older auth host only in a cookie. */
  private static String ssid(HttpAnswer answer) {
    String inBody = LenientJson.text(answer.field("ssid"));
    return inBody.isEmpty() ? answer.cookie("ssid") : inBody;
  }
}
