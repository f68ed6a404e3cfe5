package br.com.catalogador.broker;

import br.com.catalogador.broker.LoginAnswer.Accepted;
import br.com.catalogador.broker.LoginAnswer.CodeRequired;
import br.com.catalogador.broker.LoginAnswer.Confirmed;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.support.ContextPromise;
import br.com.catalogador.support.Secret;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker's HTTP login through one outgoing address. Stores neither passwords nor session ids.
 * It remembers a rate limit set by the broker and rejects logins until it ends. A login that
 * succeeds after its time-out is logged out again. Confined to one event loop.
 */
public final class PolariumLogin {
  private static final Logger LOG = LoggerFactory.getLogger(PolariumLogin.class);

  /** How long a late login is awaited in order to log it out, in multiples of the time-out. */
  private static final int LATE_FACTOR = 3;

  private static final int SUCCESS = 200;

  private final BrokerHttp http;
  private final BrokerHttp logouts;
  private final BrokerOptions options;
  private final InstantSource time;
  private final Set<Future<Void>> unsettled = new HashSet<>();
  private Instant limitedUntil = Instant.MIN;
  private BiConsumer<Step, AnswerFacts> listener = (step, answer) -> {};

  /** What a login asks the broker for: by HTTP up to the session id, then on the socket. */
  public enum Step {
    /** With e-mail and password. */
    LOGIN,
    SEND_CODE,
    CONFIRM_CODE,
    /** An access token for the code of the broker's own page. */
    TOKEN,
    /** The WebSocket. */
    UPGRADE,
    AUTHENTICATE,
    PROFILE,
    LOGOUT
  }

  /**
   * @param http for everything but logouts
   * @param logouts for logouts; its connection queue must be unbounded so that no logout is dropped
   */
  public PolariumLogin(
      BrokerHttp http, BrokerHttp logouts, BrokerOptions options, InstantSource time) {
    this.http = http;
    this.logouts = logouts;
    this.options = options;
    this.time = time;
  }

  /**
   * Sets the listener, called on the event loop with the facts of each HTTP answer before it is
   * used. There is one listener; the last one set replaces the others.
   */
  public void onAnswer(BiConsumer<Step, AnswerFacts> answered) {
    listener = answered;
  }

  /**
   * Logs in.
   *
   * @return {@link Accepted} or {@link CodeRequired}; or a {@link Failure}: INVALID_CREDENTIALS,
   *     ACCOUNT_REFUSED, BROKER_BLOCKED, BROKER_UNREADABLE, BROKER_LIMIT with {@code retryAfter} in
   *     seconds, BROKER_UNAVAILABLE, BUSY, or BROKER_TIMEOUT after the connect time-out
   */
  public Future<LoginAnswer> login(String email, Secret password) {
    return login(credentials(email, password));
  }

  /**
   * Logs in after a second factor.
   *
   * @param confirmed the result of {@link #confirm}
   */
  public Future<LoginAnswer> login(String email, Secret password, Confirmed confirmed) {
    return login(credentials(email, password).put("token", confirmed.token().value()));
  }

  private static JsonObject credentials(String email, Secret password) {
    return new JsonObject().put("identifier", email).put("password", password.value());
  }

  private Future<LoginAnswer> login(JsonObject body) {
    return exchange(Step.LOGIN, options.loginUrl(), body, LoginReader::login);
  }

  /** Sends what may log in, unless the broker limits logins, and reads its answer. */
  Future<LoginAnswer> exchange(
      Step step, String url, JsonObject body, Function<HttpAnswer, Future<LoginAnswer>> reader) {
    return checkLimit()
        .compose(
            ignored -> {
              Future<HttpAnswer> answer = reported(step, http.post(url, body, lateLimit()));
              return logged(step, answer, withTimeout(read(answer, reader)));
            });
  }

  /**
   * As {@link #exchange}, but an answer after the time-out is used too, and a failure is not
   * logged: no user waits.
   */
  Future<LoginAnswer> exchangePatiently(
      String url, JsonObject body, Function<HttpAnswer, Future<LoginAnswer>> reader) {
    return checkLimit().compose(ignored -> read(http.post(url, body, lateLimit()), reader));
  }

  private Future<LoginAnswer> read(
      Future<HttpAnswer> answer, Function<HttpAnswer, Future<LoginAnswer>> reader) {
    return answer.compose(reader).onFailure(this::recordLimit);
  }

  private Future<HttpAnswer> reported(Step step, Future<HttpAnswer> answer) {
    return answer.onSuccess(answered -> listener.accept(step, answered.facts()));
  }

  /** Fails with BROKER_LIMIT while the broker's limit on logins lasts. */
  public Future<Void> checkLimit() {
    Duration wait = Duration.between(time.instant(), limitedUntil);
    return wait.isNegative() || wait.isZero()
        ? Future.succeededFuture()
        : Future.failedFuture(Failure.retryAfter(FailureKind.BROKER_LIMIT, wait));
  }

  /** Logs the failure of a step, if it has failed. */
  private static <T> Future<T> logged(Step step, Future<HttpAnswer> answer, Future<T> result) {
    return result.onFailure(
        cause ->
            LoginFailures.log(
                step, Failure.from(cause), answer.succeeded() ? answer.result().facts() : null));
  }

  /** Remembers a rate limit. */
  private void recordLimit(Throwable cause) {
    Failure failure = Failure.from(cause);
    if (failure.kind() == FailureKind.BROKER_LIMIT) {
      Instant until = time.instant().plusSeconds(failure.facts().getLong("retryAfter"));
      limitedUntil = until.isAfter(limitedUntil) ? until : limitedUntil;
      LOG.warn("the broker limits logins, none will be tried before {}", limitedUntil);
    }
  }

  /**
   * Asks the broker to send a code to the user.
   *
   * @param token from {@link CodeRequired}, or from a previous call
   * @return the token for {@link #confirm}: a new one, or the same if the broker sends none; or a
   *     {@link Failure}: CODE_NOT_SENT with the broker's message if it refuses, otherwise as for a
   *     login
   */
  public Future<Secret> sendCode(String method, Secret token) {
    JsonObject body = new JsonObject().put("method", method).put("token", token.value());
    Future<HttpAnswer> answer = reported(Step.SEND_CODE, verify(body, options.connectTimeout()));
    return logged(
        Step.SEND_CODE,
        answer,
        answer.compose(answered -> LoginReader.sending(answered, method, token)));
  }

  /** CODE_NOT_SENT with the method and the broker's message, which may be empty. */
  public static Failure codeNotSent(String method, String brokerMessage) {
    return Failure.of(
        FailureKind.CODE_NOT_SENT, Map.of("method", method, "brokerMessage", brokerMessage));
  }

  /**
   * Sends the user's code to the broker.
   *
   * @param token from {@link #sendCode}
   * @return {@link Accepted}, or {@link Confirmed} if the login must be repeated; or a {@link
   *     Failure}: INVALID_CODE if the broker rejects the code, otherwise as for a login
   */
  public Future<LoginAnswer> confirm(String code, Secret token) {
    JsonObject body = new JsonObject().put("code", code).put("token", token.value());
    Future<HttpAnswer> answer = reported(Step.CONFIRM_CODE, verify(body, lateLimit()));
    return logged(
        Step.CONFIRM_CODE, answer, withTimeout(answer.compose(LoginReader::confirmation)));
  }

  /** Posts to the second-factor address; if the broker does not answer there, to the login host. */
  private Future<HttpAnswer> verify(JsonObject body, Duration limit) {
    String url = options.twoFactorUrl();
    String fallback = URI.create(options.loginUrl()).resolve("verify/2fa").toString();
    Future<HttpAnswer> first = http.post(url, body, limit);
    if (url.equals(fallback)) {
      return first;
    }
    return first.transform(
        (answer, cause) ->
            isFromBroker(answer, cause)
                ? first
                : http.post(fallback, body, limit)
                    .transform(
                        (second, failure) ->
                            isFromBroker(second, failure) && failure == null
                                ? Future.succeededFuture(second)
                                : first));
  }

  /**
   * Whether the broker itself answered. A rate limit or a time-out counts: the request may have
   * been processed.
   */
  private static boolean isFromBroker(HttpAnswer answer, Throwable cause) {
    return cause == null
        ? answer.json() != null || HttpRefusals.isLimit(answer)
        : Failure.from(cause).kind() != FailureKind.BROKER_UNAVAILABLE;
  }

  private Duration lateLimit() {
    return options.connectTimeout().multipliedBy(LATE_FACTOR);
  }

  /** Fails after the connect time-out; logs out a login that succeeds later. */
  private Future<LoginAnswer> withTimeout(Future<LoginAnswer> whole) {
    Promise<LoginAnswer> result = ContextPromise.create();
    whole
        .timeout(options.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
        .onSuccess(result::tryComplete)
        .onFailure(
            cause ->
                result.tryFail(
                    cause instanceof Failure ? cause : Failure.of(FailureKind.BROKER_TIMEOUT)));
    Future<Void> settling =
        whole.compose(answer -> logoutIfLate(answer, result.future())).otherwiseEmpty();
    unsettled.add(settling);
    settling.onComplete(ignored -> unsettled.remove(settling));
    return result
        .future()
        .map(
            answer ->
                answer instanceof Accepted accepted
                    ? accepted.from(options.network().localAddress())
                    : answer);
  }

  private Future<Void> logoutIfLate(LoginAnswer answer, Future<LoginAnswer> told) {
    if (answer instanceof Accepted late && told.failed()) {
      LOG.info("a login succeeded after its time-out and is logged out again");
      return logout(late.ssid());
    }
    return Future.succeededFuture();
  }

  /**
   * Completes once no login under way can succeed after its time-out any more, and those that did
   * are logged out. Never fails.
   */
  public Future<Void> lateLoginsEnded() {
    return Future.join(List.copyOf(unsettled)).mapEmpty();
  }

  /**
   * Ends a session at the broker.
   *
   * @return always succeeds; failures are only logged
   */
  public Future<Void> logout(Secret ssid) {
    return reported(
            Step.LOGOUT,
            logouts.postCookie(
                options.logoutUrl(), "ssid=" + ssid.value(), options.connectTimeout()))
        .compose(
            answer ->
                answer.status() == SUCCESS
                    ? Future.<Void>succeededFuture()
                    : Future.failedFuture("status " + answer.status()))
        .onFailure(cause -> LOG.info("a session at the broker was not ended: {}", cause.toString()))
        .otherwiseEmpty();
  }
}
