package br.com.catalogador.session;

import br.com.catalogador.broker.LoginAnswer;
import br.com.catalogador.broker.LoginAnswer.Accepted;
import br.com.catalogador.broker.LoginAnswer.CodeWanted;
import br.com.catalogador.broker.PolariumLogin;
import br.com.catalogador.bus.Failure;
import br.com.catalogador.bus.FailureKind;
import br.com.catalogador.bus.Secret;
import br.com.catalogador.session.message.Challenge;
import br.com.catalogador.session.message.ConfirmCode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
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

  private final Vertx vertx;
  private final PolariumLogin broker;
  private final InstantSource time;
  private final Supplier<String> ids;
  private final Map<String, Waiting> waiting = new HashMap<>();

  private record Waiting(
      String email, Secret password, Secret token, Instant expiresAt, int attemptsLeft) {
    Waiting afterWrongCode() {
      return new Waiting(email, password, token, expiresAt, attemptsLeft - 1);
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

  /** Has a code sent and waits for it. */
  Future<Challenge> begin(String email, Secret password, CodeWanted wanted) {
    return broker
        .sendCode(wanted)
        .map(
            token -> {
              String id = ids.get();
              Instant expiresAt = time.instant().plus(LIFE);
              waiting.put(id, new Waiting(email, password, token, expiresAt, ATTEMPTS));
              vertx.setTimer(LIFE.toMillis(), timer -> waiting.remove(id));
              return new Challenge(id, wanted.method(), expiresAt);
            });
  }

  /** Whose login a challenge stands for; empty when there is none. */
  Optional<String> email(String challenge) {
    return Optional.ofNullable(waiting.get(challenge)).map(Waiting::email);
  }

  /**
   * Tries a code.
   *
   * @return the accepted login; INVALID_CODE with {@code attemptsLeft}, CHALLENGE_EXPIRED
   */
  Future<Accepted> confirm(ConfirmCode request) {
    // Out of the map while it is tried: two codes at once would be one attempt too many.
    Waiting login = waiting.remove(request.challenge());
    if (login == null || !time.instant().isBefore(login.expiresAt())) {
      return Future.failedFuture(Failure.of(FailureKind.CHALLENGE_EXPIRED));
    }
    return broker
        .confirm(request.code(), login.token())
        .recover(cause -> Future.failedFuture(keep(request.challenge(), login, cause)))
        .compose(confirmed -> broker.login(login.email(), login.password(), confirmed))
        .compose(SecondFactors::accepted);
  }

  private Failure keep(String id, Waiting login, Throwable cause) {
    Failure failure = Failure.from(cause);
    if (!time.instant().isBefore(login.expiresAt())) {
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

  private static Future<Accepted> accepted(LoginAnswer answer) {
    return answer instanceof Accepted accepted
        ? Future.succeededFuture(accepted)
        : Future.failedFuture(Failure.of(FailureKind.CHALLENGE_EXPIRED));
  }
}
