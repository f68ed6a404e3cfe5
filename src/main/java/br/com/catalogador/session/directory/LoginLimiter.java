package br.com.catalogador.session.directory;

import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * Limits on logins within a window of time, in two counts. <em>Wrong guesses</em> of passwords and
 * codes: past the limit, TOO_MANY_ATTEMPTS. <em>Attempts</em> of any outcome, counted before the
 * broker is asked: from half the limit on they are slowed down, past it BUSY.
 *
 * <p>Both are counted per account and network, per account with five times the limit, per network
 * with ten times. A device that has logged in to the account before has counts of its own, so
 * nobody else can use them up. A successful attempt is taken back, except from the count per
 * account, or per device, with five times the limit. Lives on the directory's event loop.
 */
final class LoginLimiter {
  private static final int ACCOUNT_FACTOR = 5;
  private static final int NETWORK_FACTOR = 10;
  private static final double UNHINDERED = 0.5;

  private final int limit;
  private final Duration longestDelay;
  private final InstantSource time;
  private final SlidingWindowCounter guesses;
  private final SlidingWindowCounter attempts;

  /**
   * Who tries to log in.
   *
   * @param account normalised e-mail address
   * @param network IPv4 address or IPv6 /64
   * @param device id of a device that the account is known on; null for none
   */
  record Subject(String account, String network, String device) {
    /** Logins with the same are made one after the other. */
    String origin() {
      return account + (device == null ? " from " + network : " on " + device);
    }
  }

  /** A count, its limit, and whether a successful attempt stays in it. */
  private record Count(String key, int limit, boolean keepsSuccesses) {}

  /**
   * @param limit per account and network, within the window
   * @param longestDelay of an attempt just below the limit
   */
  LoginLimiter(int limit, Duration window, Duration longestDelay, InstantSource time) {
    this.limit = limit;
    this.longestDelay = longestDelay;
    this.time = time;
    this.guesses = new SlidingWindowCounter(window, time);
    this.attempts = new SlidingWindowCounter(window, time);
  }

  private List<Count> counts(Subject who) {
    Count own = new Count(who.origin(), limit, false);
    return who.device() == null
        ? List.of(
            own,
            new Count(who.account(), limit * ACCOUNT_FACTOR, true),
            new Count("network " + who.network(), limit * NETWORK_FACTOR, false))
        : List.of(own, new Count("all " + who.origin(), limit * ACCOUNT_FACTOR, true));
  }

  /** Fails with TOO_MANY_ATTEMPTS and the seconds to wait after too many wrong guesses. */
  Future<Void> check(Subject who) {
    return passes(guesses, who, FailureKind.TOO_MANY_ATTEMPTS);
  }

  /** Counts a password or a code that the broker has called wrong. */
  void wrongGuess(Subject who) {
    long now = time.millis();
    counts(who).forEach(count -> guesses.add(count.key(), now));
  }

  /** Counts an attempt that is about to be made; fails with BUSY when there were too many. */
  Future<Attempt> reserve(Subject who) {
    return passes(attempts, who, FailureKind.BUSY)
        .map(
            allowed -> {
              Duration delay = delay(who);
              long now = time.millis();
              counts(who).forEach(count -> attempts.add(count.key(), now));
              return new Attempt(who, delay, now);
            });
  }

  private Future<Void> passes(SlidingWindowCounter events, Subject who, FailureKind otherwise) {
    long wait =
        counts(who).stream()
            .mapToLong(count -> events.waitMillis(count.key(), count.limit()))
            .max()
            .orElse(0);
    return wait == 0
        ? Future.succeededFuture()
        : Future.failedFuture(Failure.retryAfter(otherwise, (wait + 999) / 1000));
  }

  private Duration delay(Subject who) {
    double used =
        counts(who).stream()
            .mapToDouble(count -> (double) attempts.count(count.key()) / count.limit())
            .max()
            .orElse(0);
    double hindered = Math.max(0, used - UNHINDERED) / (1 - UNHINDERED);
    return Duration.ofMillis(Math.round(hindered * longestDelay.toMillis()));
  }

  /** An attempt that counts already. */
  final class Attempt {
    private final Subject who;
    private final Duration delay;
    private final long reservedAt;

    private Attempt(Subject who, Duration delay, long reservedAt) {
      this.who = who;
      this.delay = delay;
      this.reservedAt = reservedAt;
    }

    /** How long it is to be put off. */
    Duration delay() {
      return delay;
    }

    /** The user is in: neither this attempt nor his own wrong guesses before it weigh any more. */
    void succeeded() {
      guesses.clear(who.origin());
      counts(who).stream()
          .filter(count -> !count.keepsSuccesses())
          .forEach(count -> attempts.takeBack(count.key(), reservedAt));
    }
  }
}
