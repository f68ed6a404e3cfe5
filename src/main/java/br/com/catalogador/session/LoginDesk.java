package br.com.catalogador.session;

import br.com.catalogador.broker.LoginAnswer.Accepted;
import br.com.catalogador.broker.LoginAnswer.CodeWanted;
import br.com.catalogador.broker.PolariumLogin;
import br.com.catalogador.bus.Failure;
import br.com.catalogador.bus.FailureKind;
import br.com.catalogador.bus.Secret;
import br.com.catalogador.session.message.ConfirmCode;
import br.com.catalogador.session.message.LoggedIn;
import br.com.catalogador.session.message.Login;
import br.com.catalogador.session.message.LoginResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The way from an e-mail and a password to a login that the broker has accepted: limits, one login
 * of an account at a time, second factors. Lives on the directory's event loop.
 */
final class LoginDesk {
  /** Logins of one account: under way and waiting. */
  private static final int LONGEST_LINE = 3;

  private static final Set<FailureKind> GUESSED_WRONG =
      Set.of(
          FailureKind.INVALID_CREDENTIALS, FailureKind.INVALID_CODE, FailureKind.CHALLENGE_EXPIRED);

  private final PolariumLogin broker;
  private final SecondFactors secondFactors;
  private final LoginLimiter limiter;
  private final Function<Accepted, Future<LoggedIn>> welcome;
  private final Turns<String> turns = new Turns<>(LONGEST_LINE);
  private final Map<Attempt, Future<LoginResult>> attempts = new HashMap<>();

  /** A login under way; another request for the same one shares it. */
  private record Attempt(String account, Secret password) {}

  /**
   * @param ids makes unguessable names
   * @param welcome gives the user of an accepted login a session
   */
  LoginDesk(
      Vertx vertx,
      PolariumLogin broker,
      SessionOptions options,
      InstantSource time,
      Supplier<String> ids,
      Function<Accepted, Future<LoggedIn>> welcome) {
    this.broker = broker;
    this.secondFactors = new SecondFactors(vertx, broker, time, ids);
    this.limiter = new LoginLimiter(options.loginAttempts(), options.loginWindow(), time);
    this.welcome = welcome;
  }

  /** See {@link br.com.catalogador.session.message.SessionDirectory#login}. */
  Future<LoginResult> login(Login request) {
    String account = account(request.email());
    Attempt attempt = new Attempt(account, request.password());
    Future<LoginResult> same = attempts.get(attempt);
    if (same != null) {
      return same;
    }
    Future<LoginResult> result = turns.take(account, () -> attempt(account, request));
    attempts.put(attempt, result);
    return result.onComplete(ended -> attempts.remove(attempt));
  }

  private static String account(String email) {
    return email.trim().toLowerCase(Locale.ROOT);
  }

  private Future<LoginResult> attempt(String account, Login request) {
    String email = request.email().trim();
    return limiter
        .check(account, request.clientAddress())
        .compose(allowed -> broker.login(email, request.password()))
        .onFailure(cause -> noteFailure(account, request.clientAddress(), cause))
        .compose(
            answer -> {
              if (answer instanceof CodeWanted wanted) {
                return secondFactors.begin(email, request.password(), wanted).map(it -> it);
              }
              return welcome(account, (Accepted) answer).map(it -> it);
            });
  }

  /** See {@link br.com.catalogador.session.message.SessionDirectory#confirm}. */
  Future<LoggedIn> confirm(ConfirmCode request) {
    String account = secondFactors.email(request.challenge()).map(it -> account(it)).orElse(null);
    if (account == null) {
      return Future.failedFuture(Failure.of(FailureKind.CHALLENGE_EXPIRED));
    }
    return turns.take(account, () -> confirm(account, request));
  }

  private Future<LoggedIn> confirm(String account, ConfirmCode request) {
    return limiter
        .check(account, request.clientAddress())
        .compose(allowed -> secondFactors.confirm(request))
        .onFailure(cause -> noteFailure(account, request.clientAddress(), cause))
        .compose(accepted -> welcome(account, accepted));
  }

  private Future<LoggedIn> welcome(String account, Accepted login) {
    limiter.succeeded(account);
    return welcome.apply(login);
  }

  /** A code guessed wrong counts like a password; the last one of a challenge ends it. */
  private void noteFailure(String account, String address, Throwable cause) {
    if (GUESSED_WRONG.contains(Failure.from(cause).kind())) {
      limiter.wrongGuess(account, address);
    }
  }
}
