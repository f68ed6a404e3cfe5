package br.com.catalogador.session.directory;

import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Limits on logins. Within a window of time there are two counts. <em>Wrong guesses</em> of
 * passwords and codes: past the limit, TOO_MANY_ATTEMPTS. <em>Attempts</em> of any outcome, counted
 * before the broker is asked: from half the limit on they are delayed, past it BUSY.
 *
 * <p>Both are counted per account and network, per account with five times the limit, per network
 * with ten times. A device that has logged in to the account before has counts of its own, so
 * nobody else can use them up. A successful attempt is subtracted again, except from the count per
 * account, or per device, with five times the limit.
 *
 * <p>Beside the counts, concurrency is limited: one login at a time per origin, a few per network,
 * and some more of all networks together. Confined to the directory's event loop.
 */
final class LoginLimiter {
  private static final int ACCOUNT_FACTOR = 5;
  private static final int NETWORK_FACTOR = 10;

  /** The share of a limit up to which attempts are not delayed. */
  private static final double UNDELAYED_SHARE = 0.5;

  private static final int MOST_WAITING_OF_AN_ORIGIN = 2;
  private static final int ORIGIN_RETRY_SECONDS = 10;

  /** Logins from one network at the broker at once, and that wait for that. */
  private static final int AT_ONCE_OF_A_NETWORK = 8;

  private static final int MOST_WAITING_OF_A_NETWORK = 64;

  /** The same of all networks; each may have a socket beyond the limit of sessions. */
  static final int AT_ONCE_OF_ALL = 64;

  private static final int MOST_WAITING_OF_ALL = 64;
  private static final int BROKER_RETRY_SECONDS = 5;

  private static final Set<FailureKind> WRONG_GUESSES =
      Set.of(
          FailureKind.INVALID_CREDENTIALS,
          FailureKind.INVALID_CODE,
          FailureKind.CHALLENGE_EXPIRED,
          FailureKind.OAUTH_CODE_REFUSED);

  private final int limit;
  private final Duration longestDelay;
  private final InstantSource time;
  private final SlidingWindowCounter guesses;
  private final SlidingWindowCounter attempts;
  private final ConcurrencyLimiter origins =
      new ConcurrencyLimiter(1, MOST_WAITING_OF_AN_ORIGIN, ORIGIN_RETRY_SECONDS);
  private final ConcurrencyLimiter networks =
      new ConcurrencyLimiter(AT_ONCE_OF_A_NETWORK, MOST_WAITING_OF_A_NETWORK, BROKER_RETRY_SECONDS);
  private final ConcurrencyLimiter all =
      new ConcurrencyLimiter(AT_ONCE_OF_ALL, MOST_WAITING_OF_ALL, BROKER_RETRY_SECONDS);

  /**
   * The origin of a login attempt.
   *
   * @param account normalized e-mail address; null while nobody knows it, then only the network
   *     counts
   * @param network IPv4 address or IPv6 /64
   * @param device id of a device that the account is known on; null for none
   */
  record Subject(String account, String network, String device) {
    /** The origin of an attempt whose account is not known yet. */
    static Subject of(String network) {
      return new Subject(null, network, null);
    }

    /** Logins of one origin are made one after the other. */
    String origin() {
      return account + (device == null ? " from " + network : " on " + device);
    }
  }

  /** A count, its limit, and whether successful attempts stay in it. */
  private record Count(String key, int limit, boolean countsSuccesses) {}

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

  private List<Count> counts(Subject subject) {
    Count network = new Count("network " + subject.network(), limit * NETWORK_FACTOR, false);
    if (subject.account() == null) {
      return List.of(network);
    }
    Count own = new Count(subject.origin(), limit, false);
    return subject.device() == null
        ? List.of(own, new Count(subject.account(), limit * ACCOUNT_FACTOR, true), network)
        : List.of(own, new Count("all " + subject.origin(), limit * ACCOUNT_FACTOR, true));
  }

  /** Fails with TOO_MANY_ATTEMPTS and the seconds to wait after too many wrong guesses. */
  Future<Void> check(Subject subject) {
    return passes(guesses, subject, FailureKind.TOO_MANY_ATTEMPTS);
  }

  /**
   * Counts a failed attempt as a wrong guess if the broker has rejected the password or the code;
   * the last wrong code of a challenge ends it.
   */
  void failed(Subject subject, Throwable cause) {
    if (WRONG_GUESSES.contains(Failure.from(cause).kind())) {
      long now = time.millis();
      counts(subject).forEach(count -> guesses.add(count.key(), now));
    }
  }

  /** Runs a login after the others of its origin; BUSY when too many wait already. */
  <T> Future<T> oneAtATime(Subject subject, Supplier<Future<T>> login) {
    return origins.run(subject.origin(), login);
  }

  /**
   * Runs what a login does at the broker, from the question to its session, with few others of its
   * network and of all; BUSY before the broker is asked when too many wait already.
   */
  <T> Future<T> fewAtATime(Subject subject, Supplier<Future<T>> login) {
    return networks.run(subject.network(), () -> all.run("all", login));
  }

  /** Counts an attempt before it is made; fails with BUSY when there were too many. */
  Future<Attempt> reserve(Subject subject) {
    return passes(attempts, subject, FailureKind.BUSY)
        .map(
            ignored -> {
              Duration delay = delay(subject);
              long now = time.millis();
              counts(subject).forEach(count -> attempts.add(count.key(), now));
              return new Attempt(subject, delay, now);
            });
  }

  private Future<Void> passes(SlidingWindowCounter events, Subject subject, FailureKind failure) {
    long wait =
        counts(subject).stream()
            .mapToLong(count -> events.waitMillis(count.key(), count.limit()))
            .max()
            .orElse(0);
    return wait == 0
        ? Future.succeededFuture()
        : Future.failedFuture(Failure.retryAfter(failure, Duration.ofMillis(wait)));
  }

  private Duration delay(Subject subject) {
    double used =
        counts(subject).stream()
            .mapToDouble(count -> (double) attempts.count(count.key()) / count.limit())
            .max()
            .orElse(0);
    double excess = Math.max(0, used - UNDELAYED_SHARE) / (1 - UNDELAYED_SHARE);
    return Duration.ofMillis(Math.round(excess * longestDelay.toMillis()));
  }

  /** An attempt that has been counted. */
  final class Attempt {
    private final Subject subject;
    private final Duration delay;
    private final long reservedAt;

    private Attempt(Subject subject, Duration delay, long reservedAt) {
      this.subject = subject;
      this.delay = delay;
      this.reservedAt = reservedAt;
    }

    /** How long to wait before asking the broker. */
    Duration delay() {
      return delay;
    }

    /** After a login, this attempt and the origin's earlier wrong guesses no longer count. */
    void succeeded() {
      guesses.clear(subject.origin());
      counts(subject).stream()
          .filter(count -> !count.countsSuccesses())
          .forEach(count -> attempts.remove(count.key(), reservedAt));
    }
  }
}
