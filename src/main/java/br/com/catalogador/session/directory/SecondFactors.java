package br.com.catalogador.session.directory;

import br.com.catalogador.broker.LoginAnswer;
import br.com.catalogador.broker.LoginAnswer.Accepted;
import br.com.catalogador.broker.LoginAnswer.CodeRequired;
import br.com.catalogador.broker.LoginAnswer.Confirmed;
import br.com.catalogador.broker.PolariumLogin;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.session.BrokerAccess;
import br.com.catalogador.session.message.Challenge;
import br.com.catalogador.session.message.LoginResult;
import br.com.catalogador.support.Secret;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Logins that wait for a code. The broker requires the password again after the code, so it is held
 * here, and nowhere else, until the code is confirmed or has expired: by a timer and not in a
 * Caffeine cache, which removes an expired password only when it is next used. Confined to the
 * directory's event loop.
 */
final class SecondFactors {
  /** About the lifetime of the broker's own tokens. */
  private static final Duration LIFE = Duration.ofMinutes(5);

  private static final int ATTEMPTS = 5;

  /** Codes sent for one login, including the first. */
  private static final int MOST_SENT = 5;

  /** Pending logins of one account; one more removes the oldest. */
  private static final int MOST_OF_AN_ACCOUNT = 3;

  private static final Duration LONGEST_LIMIT = Duration.ofDays(1);
  private static final int MOST_LIMITS = 10_000;

  private final Vertx vertx;
  private final BrokerAccess broker;
  private final InstantSource time;
  private final Supplier<String> ids;

  /** By challenge id, oldest first. */
  private final Map<String, Challenged> pending = new LinkedHashMap<>();

  /** Limits that the broker's code service has set on accounts: until when. */
  private final Cache<String, Instant> limits =
      Caffeine.newBuilder().maximumSize(MOST_LIMITS).expireAfterWrite(LONGEST_LIMIT).build();

  /**
   * What a login needs again after the code.
   *
   * @param device the browser's device cookie, see {@link KnownDevices}; empty for none
   */
  record PendingLogin(Email email, Secret password, String device) {}

  /**
   * A login that waits for a code.
   *
   * @param method how the last code was sent
   * @param token of the last code
   */
  private record Challenged(
      PendingLogin login,
      CodeRequired wanted,
      String method,
      Secret token,
      Instant expiresAt,
      int attemptsLeft,
      int sent) {
    Challenged afterWrongCode() {
      return new Challenged(login, wanted, method, token, expiresAt, attemptsLeft - 1, sent);
    }

    Challenged sentAgain(String by, Secret newToken) {
      return new Challenged(login, wanted, by, newToken, expiresAt, attemptsLeft, sent + 1);
    }

    Challenge challenge(String id) {
      return new Challenge(id, method, wanted.methods(), expiresAt);
    }
  }

  /**
   * @param ids makes unguessable ids
   */
  SecondFactors(Vertx vertx, BrokerAccess broker, InstantSource time, Supplier<String> ids) {
    this.vertx = vertx;
    this.broker = broker;
    this.time = time;
    this.ids = ids;
  }

  /** Fails with BROKER_LIMIT while the broker's code service has set a limit on the account. */
  Future<Void> checkLimit(String account) {
    Instant until = limits.getIfPresent(account);
    Duration wait = until == null ? Duration.ZERO : Duration.between(time.instant(), until);
    return wait.isNegative() || wait.isZero()
        ? Future.succeededFuture()
        : Future.failedFuture(Failure.retryAfter(FailureKind.BROKER_LIMIT, wait));
  }

  private void recordLimit(String account, Throwable cause) {
    Failure failure = Failure.from(cause);
    if (failure.kind() == FailureKind.BROKER_LIMIT) {
      limits.put(account, time.instant().plusSeconds(failure.facts().getLong("retryAfter")));
    }
  }

  /** Has a code sent; CODE_NOT_SENT when the broker offers no method that gives a code. */
  Future<LoginResult> begin(PendingLogin login, CodeRequired wanted) {
    return wanted
        .codeMethod()
        .map(method -> begin(login, wanted, method))
        .orElseGet(
            () ->
                Future.failedFuture(PolariumLogin.codeNotSent(wanted.method(), wanted.message())));
  }

  private Future<LoginResult> begin(PendingLogin login, CodeRequired wanted, String method) {
    return send(login, method, wanted.token())
        .map(
            token -> {
              String id = ids.get();
              Instant expiresAt = time.instant().plus(LIFE);
              Challenged begun =
                  new Challenged(login, wanted, method, token, expiresAt, ATTEMPTS, 1);
              removeOldest(login.email().account());
              pending.put(id, begun);
              vertx.setTimer(LIFE.toMillis(), ignored -> pending.remove(id));
              return begun.challenge(id);
            });
  }

  private void removeOldest(String account) {
    List<String> same =
        pending.entrySet().stream()
            .filter(entry -> entry.getValue().login().email().account().equals(account))
            .map(Map.Entry::getKey)
            .toList();
    same.stream()
        .limit(Math.max(0, same.size() + 1L - MOST_OF_AN_ACCOUNT))
        .forEach(pending::remove);
  }

  private Future<Secret> send(PendingLogin login, String method, Secret token) {
    return broker
        .login(login.email().account())
        .sendCode(method, token)
        .onFailure(cause -> recordLimit(login.email().account(), cause));
  }

  /** The login of a challenge; empty when there is none or it has expired. */
  Optional<PendingLogin> find(String challenge) {
    return Optional.ofNullable(pending.get(challenge)).filter(this::isValid).map(Challenged::login);
  }

  private boolean isValid(Challenged login) {
    return time.instant().isBefore(login.expiresAt());
  }

  /**
   * Has another code sent.
   *
   * @param method empty for the same as before
   * @return the challenge; INVALID_PARAMETER for a method that the challenge does not have,
   *     CHALLENGE_EXPIRED when there is none or all its codes have been sent, or the failure of
   *     sending
   */
  Future<Challenge> resend(String id, String method) {
    Challenged login = pending.get(id);
    if (login == null || !isValid(login) || login.sent() >= MOST_SENT) {
      return Future.failedFuture(Failure.of(FailureKind.CHALLENGE_EXPIRED));
    }
    String by = method.isEmpty() ? login.method() : method;
    List<String> choice = login.wanted().codeMethods();
    if (!by.equals(login.method()) && !choice.contains(by)) {
      return Future.failedFuture(
          Failure.invalidParameter(
              "method", "something else", "one of: " + String.join(", ", choice)));
    }
    return send(login.login(), by, login.token())
        .map(
            token -> {
              Challenged next = login.sentAgain(by, token);
              pending.replace(id, next);
              return next.challenge(id);
            });
  }

  /**
   * Confirms a code with the broker, then repeats the login.
   *
   * @return the accepted login; INVALID_CODE with {@code attemptsLeft}, CHALLENGE_EXPIRED, or the
   *     failure of the broker's login, which does not count as an attempt
   */
  Future<Accepted> confirm(String id, String code) {
    // Removed during the request: two codes at once must not exceed the attempts.
    Challenged login = pending.remove(id);
    if (login == null || !isValid(login)) {
      return Future.failedFuture(Failure.of(FailureKind.CHALLENGE_EXPIRED));
    }
    return broker
        .login(login.login().email().account())
        .confirm(code, login.token())
        .onFailure(cause -> recordLimit(login.login().email().account(), cause))
        .recover(cause -> Future.failedFuture(putBack(id, login, cause)))
        .compose(answer -> repeatLogin(login.login(), answer));
  }

  private Future<Accepted> repeatLogin(PendingLogin login, LoginAnswer answer) {
    Future<LoginAnswer> repeated =
        answer instanceof Confirmed confirmed
            ? broker
                .login(login.email().account())
                .login(login.email().address(), login.password(), confirmed)
            : Future.succeededFuture(answer);
    return repeated.compose(
        last ->
            last instanceof Accepted accepted
                ? Future.succeededFuture(accepted)
                : Future.failedFuture(Failure.of(FailureKind.CHALLENGE_EXPIRED)));
  }

  private Failure putBack(String id, Challenged login, Throwable cause) {
    Failure failure = Failure.from(cause);
    if (!isValid(login)) {
      // Its timer may have fired meanwhile; put back, the password would never be removed.
      return Failure.of(FailureKind.CHALLENGE_EXPIRED);
    }
    if (failure.kind() != FailureKind.INVALID_CODE) {
      pending.put(id, login);
      return failure;
    }
    Challenged next = login.afterWrongCode();
    if (next.attemptsLeft() == 0) {
      return Failure.of(FailureKind.CHALLENGE_EXPIRED);
    }
    pending.put(id, next);
    return Failure.of(FailureKind.INVALID_CODE, Map.of("attemptsLeft", next.attemptsLeft()));
  }
}
