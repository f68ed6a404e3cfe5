package br.com.catalogador.session.directory;

import br.com.catalogador.broker.LoginAnswer;
import br.com.catalogador.broker.LoginAnswer.Accepted;
import br.com.catalogador.broker.LoginAnswer.CodeWanted;
import br.com.catalogador.broker.PolariumLogin;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.session.SessionOptions;
import br.com.catalogador.session.directory.LoginLimiter.Attempt;
import br.com.catalogador.session.directory.LoginLimiter.Subject;
import br.com.catalogador.session.directory.SecondFactors.Begun;
import br.com.catalogador.session.message.Challenge;
import br.com.catalogador.session.message.ConfirmCode;
import br.com.catalogador.session.message.LoggedIn;
import br.com.catalogador.session.message.Login;
import br.com.catalogador.session.message.LoginDone;
import br.com.catalogador.session.message.LoginResult;
import br.com.catalogador.session.message.ResendCode;
import br.com.catalogador.support.Secret;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The way from an e-mail and a password to a login that the broker has accepted: limits, second
 * factors, and of one account from one place one login at a time. Lives on the directory's event
 * loop.
 */
final class LoginProcess {
  private static final Duration LONGEST_DELAY = Duration.ofSeconds(2);

  /** Logins of one account from one place that wait for the one under way. */
  private static final int MOST_WAITING_OF_AN_ORIGIN = 2;

  private static final int ORIGIN_RETRY_SECONDS = 10;

  /** Logins from one network that ask the broker at once, and that wait for it. */
  private static final int AT_ONCE_OF_A_NETWORK = 8;

  private static final int MOST_WAITING_OF_A_NETWORK = 64;
  private static final int NETWORK_RETRY_SECONDS = 5;

  private static final Set<FailureKind> GUESSED_WRONG =
      Set.of(
          FailureKind.INVALID_CREDENTIALS, FailureKind.INVALID_CODE, FailureKind.CHALLENGE_EXPIRED);

  private final Vertx vertx;
  private final PolariumLogin broker;
  private final SecondFactors secondFactors;
  private final LoginLimiter limiter;
  private final KnownDevices devices;
  private final Function<Accepted, Future<LoggedIn>> welcome;
  private final ConcurrencyLimiter origins =
      new ConcurrencyLimiter(1, MOST_WAITING_OF_AN_ORIGIN, ORIGIN_RETRY_SECONDS);
  private final ConcurrencyLimiter networks =
      new ConcurrencyLimiter(
          AT_ONCE_OF_A_NETWORK, MOST_WAITING_OF_A_NETWORK, NETWORK_RETRY_SECONDS);
  private final Map<Same, Future<LoginResult>> underWay = new HashMap<>();

  /** A login under way; another request for the same one shares it. */
  private record Same(Subject who, Secret password) {}

  /**
   * @param ids makes unguessable names
   * @param welcome gives the user of an accepted login a session
   */
  LoginProcess(
      Vertx vertx,
      PolariumLogin broker,
      SessionOptions options,
      InstantSource time,
      Supplier<String> ids,
      Function<Accepted, Future<LoggedIn>> welcome) {
    this.vertx = vertx;
    this.broker = broker;
    this.secondFactors = new SecondFactors(vertx, broker, time, ids);
    this.limiter =
        new LoginLimiter(options.loginAttempts(), options.loginWindow(), LONGEST_DELAY, time);
    this.devices =
        new KnownDevices(options.store().secret(), options.store().previousSecret(), time, ids);
    this.welcome = welcome;
  }

  /** See {@link br.com.catalogador.session.message.SessionDirectory#login}. */
  Future<LoginResult> login(Login request) {
    Email email;
    try {
      email = Email.of(request.email());
    } catch (Failure refused) {
      return Future.failedFuture(refused);
    }
    Begun login = new Begun(email, request.password(), request.device());
    Subject who = subject(login, request.network());
    Same same = new Same(who, request.password());
    Future<LoginResult> shared = underWay.get(same);
    if (shared != null) {
      return shared;
    }
    Future<LoginResult> result = origins.take(who.origin(), () -> attempt(login, who));
    underWay.put(same, result);
    return result.onComplete(ended -> underWay.remove(same));
  }

  private Subject subject(Begun login, String network) {
    String account = login.email().account();
    return new Subject(account, network, devices.find(login.device(), account));
  }

  private Future<LoginResult> attempt(Begun login, Subject who) {
    return mayAsk(who)
        .compose(allowed -> limiter.reserve(who))
        .compose(
            attempt ->
                ask(login, who, attempt)
                    .compose(answer -> goOn(login, answer))
                    .onSuccess(
                        result -> {
                          if (result instanceof LoginDone) {
                            attempt.succeeded();
                          }
                        }));
  }

  /** Fails when limits of ours, or of the broker's, say that nobody need ask it. */
  private Future<Void> mayAsk(Subject who) {
    return limiter
        .check(who)
        .compose(allowed -> broker.checkLimit())
        .compose(allowed -> secondFactors.checkLimit(who.account()));
  }

  private Future<LoginAnswer> ask(Begun login, Subject who, Attempt attempt) {
    return putOff(attempt.delay())
        .compose(
            due ->
                networks.take(
                    who.network(), () -> broker.login(login.email().address(), login.password())))
        .onFailure(cause -> noteFailure(who, cause));
  }

  private Future<?> putOff(Duration delay) {
    return delay.isZero()
        ? Future.succeededFuture()
        : vertx.timer(delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  private Future<LoginResult> goOn(Begun login, LoginAnswer answer) {
    return answer instanceof CodeWanted wanted
        ? secondFactors.begin(login, wanted).map(LoginResult.class::cast)
        : welcome(login, (Accepted) answer).map(LoginResult.class::cast);
  }

  /** See {@link br.com.catalogador.session.message.SessionDirectory#confirm}. */
  Future<LoginDone> confirm(ConfirmCode request) {
    return begun(
        request.challenge(),
        request.network(),
        (login, who) ->
            mayAsk(who)
                .compose(allowed -> secondFactors.confirm(request.challenge(), request.code()))
                .onFailure(cause -> noteFailure(who, cause))
                .compose(accepted -> welcome(login, accepted)));
  }

  /** See {@link br.com.catalogador.session.message.SessionDirectory#resend}. */
  Future<Challenge> resend(ResendCode request) {
    return begun(
        request.challenge(),
        request.network(),
        (login, who) ->
            mayAsk(who)
                .compose(allowed -> limiter.reserve(who))
                .compose(attempt -> putOff(attempt.delay()))
                .compose(due -> secondFactors.resend(request.challenge(), request.method())));
  }

  private interface Step<T> {
    Future<T> take(Begun login, Subject who);
  }

  /** Goes on with a login that waits for a code, in its turn. */
  private <T> Future<T> begun(String challenge, String network, Step<T> step) {
    Begun login = secondFactors.find(challenge).orElse(null);
    if (login == null) {
      return Future.failedFuture(Failure.of(FailureKind.CHALLENGE_EXPIRED));
    }
    Subject who = subject(login, network);
    return origins.take(who.origin(), () -> step.take(login, who));
  }

  private Future<LoginDone> welcome(Begun login, Accepted accepted) {
    return welcome
        .apply(accepted)
        // Nobody has a use for the broker's session any more.
        .onFailure(cause -> broker.logout(accepted.ssid()))
        .map(
            done -> new LoginDone(done, devices.remember(login.device(), login.email().account())));
  }

  /** A code guessed wrong counts like a password; the last one of a challenge ends it. */
  private void noteFailure(Subject who, Throwable cause) {
    if (GUESSED_WRONG.contains(Failure.from(cause).kind())) {
      limiter.wrongGuess(who);
    }
  }
}
