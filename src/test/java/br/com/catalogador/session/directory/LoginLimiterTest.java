package br.com.catalogador.session.directory;

import static br.com.catalogador.support.Awaiting.await;
import static br.com.catalogador.support.Awaiting.failure;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.session.directory.LoginLimiter.Attempt;
import br.com.catalogador.session.directory.LoginLimiter.Subject;
import br.com.catalogador.support.SettableTime;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LoginLimiterTest {
  private static final String ACCOUNT = "ana@example.com";
  private static final String NETWORK = "203.0.113.7";
  private static final Duration DELAY = Duration.ofSeconds(2);

  private final SettableTime time = new SettableTime(1_790_000_000);
  private final LoginLimiter limiter = new LoginLimiter(4, Duration.ofMinutes(5), DELAY, time);

  private static Subject stranger(String account, String network) {
    return new Subject(account, network, null);
  }

  private static Subject ana() {
    return stranger(ACCOUNT, NETWORK);
  }

  /** The same account and network, on a device that has logged in before. */
  private static Subject anaOnAKnownDevice() {
    return new Subject(ACCOUNT, NETWORK, "phone");
  }

  private void wrongGuess(Subject who) {
    limiter.failed(who, Failure.of(FailureKind.INVALID_CREDENTIALS));
  }

  private void wrongGuesses(int many, Subject who) {
    for (int i = 0; i < many; i++) {
      wrongGuess(who);
    }
  }

  private boolean allows(Subject who) {
    return limiter.check(who).succeeded();
  }

  private Attempt reserve(Subject who) {
    return await(limiter.reserve(who));
  }

  private void reserve(int many, Subject who) {
    for (int i = 0; i < many; i++) {
      reserve(who);
    }
  }

  @Test
  void limitsWrongGuessesPerAccountAndNetwork() {
    wrongGuesses(3, ana());
    assertThat(allows(ana())).isTrue();

    wrongGuesses(1, ana());
    Failure refusal = failure(limiter.check(ana()));
    assertThat(refusal.kind()).isEqualTo(FailureKind.TOO_MANY_ATTEMPTS);
    assertThat(refusal.facts()).isEqualTo(new JsonObject().put("retryAfter", 300L));
  }

  @Test
  void guessesFromOneNetworkDoNotLockTheAccountElsewhere() {
    wrongGuesses(4, ana());

    assertThat(allows(stranger(ACCOUNT, "198.51.100.1"))).isTrue();
    assertThat(allows(stranger("bia@example.com", NETWORK))).isTrue();
  }

  @Test
  void guessesFromManyNetworksLockTheAccountAtFiveTimesTheLimit() {
    IntStream.range(0, 19).forEach(i -> wrongGuess(stranger(ACCOUNT, "10.0.0." + i)));
    assertThat(allows(ana())).isTrue();

    wrongGuess(stranger(ACCOUNT, "10.0.0.19"));
    assertThat(allows(ana())).isFalse();
  }

  @Test
  void guessesOfManyAccountsLockTheNetworkAtTenTimesTheLimit() {
    IntStream.range(0, 39).forEach(i -> wrongGuess(stranger("user" + i, NETWORK)));
    assertThat(allows(ana())).isTrue();

    wrongGuess(stranger("user39", NETWORK));
    assertThat(allows(ana())).isFalse();
    assertThat(allows(stranger(ACCOUNT, "198.51.100.1"))).isTrue();
  }

  @Test
  void guessesOfOthersDoNotAffectAKnownDevice() {
    wrongGuesses(4, ana());
    IntStream.range(0, 20).forEach(i -> wrongGuess(stranger(ACCOUNT, "10.0.0." + i)));
    IntStream.range(0, 40).forEach(i -> wrongGuess(stranger("user" + i, NETWORK)));
    reserve(4, ana());

    assertThat(allows(anaOnAKnownDevice())).isTrue();
    assertThat(reserve(anaOnAKnownDevice()).delay()).isZero();
  }

  @Test
  void aKnownDeviceHasItsOwnLimit() {
    wrongGuesses(4, anaOnAKnownDevice());

    assertThat(failure(limiter.check(anaOnAKnownDevice())).kind())
        .isEqualTo(FailureKind.TOO_MANY_ATTEMPTS);
    assertThat(allows(ana())).isTrue();
  }

  @Test
  void windowSlidesWithTheOldestGuess() {
    wrongGuess(ana());
    time.forward(Duration.ofSeconds(100));
    wrongGuesses(3, ana());
    assertThat(failure(limiter.check(ana())).facts().getLong("retryAfter")).isEqualTo(200);

    time.forward(Duration.ofMillis(199_999));
    assertThat(failure(limiter.check(ana())).facts().getLong("retryAfter")).isOne();
    time.forward(Duration.ofMillis(1));
    assertThat(allows(ana())).isTrue();

    wrongGuess(ana());
    assertThat(failure(limiter.check(ana())).facts().getLong("retryAfter")).isEqualTo(100);
  }

  @Test
  void countsAttemptsBeforeTheirOutcomeIsKnown() {
    reserve(4, ana());

    Failure refusal = failure(limiter.reserve(ana()));
    assertThat(refusal.kind()).isEqualTo(FailureKind.BUSY);
    assertThat(refusal.facts()).isEqualTo(new JsonObject().put("retryAfter", 300L));
    assertThat(allows(ana())).isTrue();
  }

  @Test
  void delaysAttemptsIncreasinglyFromHalfTheLimit() {
    assertThat(IntStream.range(0, 4).mapToObj(ignored -> reserve(ana()).delay().toMillis()))
        .containsExactly(0L, 0L, 0L, 1000L);
  }

  @Test
  void successClearsNetworkAndOwnGuessesButStaysCountedPerAccount() {
    wrongGuesses(4, ana());
    for (int i = 0; i < 20; i++) {
      reserve(ana()).succeeded();
    }

    assertThat(allows(ana())).isTrue();
    assertThat(reserve(stranger("bia@example.com", NETWORK)).delay()).isZero();
    assertThat(failure(limiter.reserve(ana())).kind()).isEqualTo(FailureKind.BUSY);
    assertThat(failure(limiter.reserve(stranger(ACCOUNT, "198.51.100.1"))).kind())
        .isEqualTo(FailureKind.BUSY);
  }

  @Test
  void successfulLoginsOfAKnownDeviceAreLimitedToo() {
    for (int i = 0; i < 20; i++) {
      reserve(anaOnAKnownDevice()).succeeded();
    }

    assertThat(failure(limiter.reserve(anaOnAKnownDevice())).kind()).isEqualTo(FailureKind.BUSY);
  }

  /** The attempt must be found by its own time, not by that of a second reading of the clock. */
  @Test
  void subtractsASuccessfulAttemptAlthoughTheClockHasAdvanced() {
    AtomicLong clock = new AtomicLong(1_790_000_000_000L);
    LoginLimiter ticking =
        new LoginLimiter(
            1, Duration.ofMinutes(5), DELAY, () -> Instant.ofEpochMilli(clock.incrementAndGet()));

    await(ticking.reserve(ana())).succeeded();

    assertThat(ticking.reserve(ana()).succeeded()).isTrue();
  }

  @Test
  void successDoesNotClearGuessesOfOthers() {
    IntStream.range(0, 20).forEach(i -> wrongGuess(stranger(ACCOUNT, "10.0.0." + i)));

    reserve(anaOnAKnownDevice()).succeeded();

    assertThat(allows(ana())).isFalse();
  }
}
