package br.com.catalogador.session.directory;

import br.com.catalogador.broker.LoginAnswer;
import br.com.catalogador.broker.LoginAnswer.Accepted;
import br.com.catalogador.broker.LoginAnswer.CodeWanted;
import br.com.catalogador.broker.LoginAnswer.Confirmed;
import br.com.catalogador.broker.PolariumLogin;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.session.message.Challenge;
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
 * Logins that wait for a code. The broker wants the password again after the code, so it is kept
 * here, and nowhere else, until the code has come or is too late. Lives on the directory's event
 * loop.
 */
final class SecondFactors {
  /** The broker's tokens live about as long. */
  private static final Duration LIFE = Duration.ofMinutes(5);

  private static final int ATTEMPTS = 5;

  /** Codes that are sent for one login, the first one included. */
  private static final int MOST_SENT = 5;

  /** Logins of one account that wait for a code; one more ends the oldest. */
  private static final int MOST_OF_AN_ACCOUNT = 3;

  /** Confirmed in the broker's own application, without a code that could be typed here. */
  private static final String PUSH = "push";

  private static final Duration LONGEST_LIMIT = Duration.ofDays(1);
  private static final int MOST_LIMITS = 10_000;

  private final Vertx vertx;
  private final PolariumLogin broker;
  private final InstantSource time;
  private final Supplier<String> ids;

  /** Oldest first. */
  private final Map<String, Waiting> waiting = new LinkedHashMap<>();

  /** Until when the host of the codes wants to hear nothing of an account. */
  private final Cache<String, Instant> limits =
      Caffeine.newBuilder().maximumSize(MOST_LIMITS).expireAfterWrite(LONGEST_LIMIT).build();

  /**
   * A login that began the way to a session.
   *
   * @param device the text by which its browser is known again; empty when it has none
   */
  record Begun(Email email, Secret password, String device) {}

  private record Waiting(
      Begun login,
      List<String> methods,
      String method,
      Secret token,
      Instant expiresAt,
      int attemptsLeft,
      int sent) {
    Waiting afterWrongCode() {
      return new Waiting(login, methods, method, token, expiresAt, attemptsLeft - 1, sent);
    }

    Waiting sentAgain(String by, Secret newToken) {
      return new Waiting(login, methods, by, newToken, expiresAt, attemptsLeft, sent + 1);
    }

    Challenge challenge(String id) {
      return new Challenge(id, method, methods, expiresAt);
    }
  }

  /**
   * @param ids makes unguessable names
   */
  SecondFactors(Vertx vertx, PolariumLogin broker, InstantSource time, Supplier<String> ids) {
    this.vertx = vertx;
    this.broker = broker;
    this.time = time;
    this.ids = ids;
  }

  /** Fails with BROKER_LIMIT while the host of the codes has set a limit on this account. */
  Future<Void> checkLimit(String account) {
    Instant until = limits.getIfPresent(account);
    Duration wait = until == null ? Duration.ZERO : Duration.between(time.instant(), until);
    return wait.isNegative() || wait.isZero()
        ? Future.succeededFuture()
        : Future.failedFuture(
            Failure.retryAfter(FailureKind.BROKER_LIMIT, wait.plusMillis(999).toSeconds()));
  }

  private void noteLimit(String account, Throwable cause) {
    Failure failure = Failure.from(cause);
    if (failure.kind() == FailureKind.BROKER_LIMIT) {
      limits.put(account, time.instant().plusSeconds(failure.facts().getLong("retryAfter")));
    }
  }

  /** Has a code sent and waits for it; CODE_NOT_SENT when there is no way that gives a code. */
  Future<Challenge> begin(Begun login, CodeWanted wanted) {
    String method = isSupported(wanted.method()) ? wanted.method() : supported(wanted.methods());
    if (method == null) {
      return Future.failedFuture(PolariumLogin.codeNotSent(wanted.method(), wanted.message()));
    }
    return send(login, method, wanted.token())
        .map(
            token -> {
              String id = ids.get();
              Instant expiresAt = time.instant().plus(LIFE);
              Waiting begun =
                  new Waiting(login, wanted.methods(), method, token, expiresAt, ATTEMPTS, 1);
              makeRoom(login.email().account());
              waiting.put(id, begun);
              vertx.setTimer(LIFE.toMillis(), timer -> waiting.remove(id));
              return begun.challenge(id);
            });
  }

  private static boolean isSupported(String method) {
    return !method.equals(PUSH);
  }

  private static String supported(List<String> methods) {
    return methods.stream().filter(SecondFactors::isSupported).findFirst().orElse(null);
  }

  private void makeRoom(String account) {
    List<String> same =
        waiting.entrySet().stream()
            .filter(entry -> entry.getValue().login().email().account().equals(account))
            .map(Map.Entry::getKey)
            .toList();
    same.stream()
        .limit(Math.max(0, same.size() + 1L - MOST_OF_AN_ACCOUNT))
        .forEach(waiting::remove);
  }

  private Future<Secret> send(Begun login, String method, Secret token) {
    return broker
        .sendCode(method, token)
        .onFailure(cause -> noteLimit(login.email().account(), cause));
  }

  /** Whose login a challenge stands for; empty when there is none, or it is too late. */
  Optional<Begun> find(String challenge) {
    return Optional.ofNullable(waiting.get(challenge)).filter(this::isInTime).map(Waiting::login);
  }

  private boolean isInTime(Waiting login) {
    return time.instant().isBefore(login.expiresAt());
  }

  /**
   * Has another code sent.
   *
   * @param method empty for the same as before
   * @return the challenge; INVALID_PARAMETER for another method than its own, CHALLENGE_EXPIRED
   *     when there is none or it has had all its codes, or what sending fails with
   */
  Future<Challenge> resend(String id, String method) {
    Waiting login = waiting.get(id);
    if (login == null || !isInTime(login) || login.sent() >= MOST_SENT) {
      return Future.failedFuture(Failure.of(FailureKind.CHALLENGE_EXPIRED));
    }
    String by = method.isEmpty() ? login.method() : method;
    List<String> choice = login.methods().stream().filter(SecondFactors::isSupported).toList();
    if (!by.equals(login.method()) && !choice.contains(by)) {
      return Future.failedFuture(
          Failure.invalidParameter(
              "method", "something else", "one of: " + String.join(", ", choice)));
    }
    return send(login.login(), by, login.token())
        .map(
            token -> {
              Waiting next = login.sentAgain(by, token);
              waiting.replace(id, next);
              return next.challenge(id);
            });
  }

  /**
   * Tries a code.
   *
   * @return the accepted login; INVALID_CODE with {@code attemptsLeft}, CHALLENGE_EXPIRED, or what
   *     the broker's login fails with, which uses up no attempt
   */
  Future<Accepted> confirm(String id, String code) {
    // Out of the map while it is tried: two codes at once would be one attempt too many.
    Waiting login = waiting.remove(id);
    if (login == null || !isInTime(login)) {
      return Future.failedFuture(Failure.of(FailureKind.CHALLENGE_EXPIRED));
    }
    return broker
        .confirm(code, login.token())
        .onFailure(cause -> noteLimit(login.login().email().account(), cause))
        .recover(cause -> Future.failedFuture(keep(id, login, cause)))
        .compose(answer -> repeat(login.login(), answer));
  }

  private Future<Accepted> repeat(Begun login, LoginAnswer answer) {
    Future<LoginAnswer> whole =
        answer instanceof Confirmed confirmed
            ? broker.login(login.email().address(), login.password(), confirmed)
            : Future.succeededFuture(answer);
    return whole.compose(
        last ->
            last instanceof Accepted accepted
                ? Future.succeededFuture(accepted)
                : Future.failedFuture(Failure.of(FailureKind.CHALLENGE_EXPIRED)));
  }

  private Failure keep(String id, Waiting login, Throwable cause) {
    Failure failure = Failure.from(cause);
    if (!isInTime(login)) {
      // Its timer may have passed meanwhile; put back, the password would stay for good.
      return Failure.of(FailureKind.CHALLENGE_EXPIRED);
    }
    if (failure.kind() != FailureKind.INVALID_CODE) {
      waiting.put(id, login);
      return failure;
    }
    Waiting next = login.afterWrongCode();
    if (next.attemptsLeft() == 0) {
      return Failure.of(FailureKind.CHALLENGE_EXPIRED);
    }
    waiting.put(id, next);
    return Failure.of(FailureKind.INVALID_CODE, Map.of("attemptsLeft", next.attemptsLeft()));
  }
}
