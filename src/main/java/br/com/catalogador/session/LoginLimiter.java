package br.com.catalogador.session;

import br.com.catalogador.bus.Failure;
import br.com.catalogador.bus.FailureKind;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Slows down guessing: after so many wrong passwords or codes within a window of time, an account
 * is not tried any more until the oldest of them has left the window; the same for a client
 * address, with ten times as many. Lives on the directory's event loop.
 */
final class LoginLimiter {
  private static final int ADDRESS_FACTOR = 10;
  private static final int MAX_TRACKED = 100_000;

  private final int attempts;
  private final Duration window;
  private final InstantSource time;
  private final Cache<String, Deque<Long>> failuresOfAccount;
  private final Cache<String, Deque<Long>> failuresOfAddress;

  LoginLimiter(int attempts, Duration window, InstantSource time) {
    this.attempts = attempts;
    this.window = window;
    this.time = time;
    this.failuresOfAccount = tracked(window);
    this.failuresOfAddress = tracked(window);
  }

  private static Cache<String, Deque<Long>> tracked(Duration window) {
    return Caffeine.newBuilder().maximumSize(MAX_TRACKED).expireAfterWrite(window).build();
  }

  /** Fails with TOO_MANY_ATTEMPTS and the seconds to wait when the limit is reached. */
  Future<Void> check(String account, String address) {
    long wait =
        Math.max(
            waitMillis(failuresOfAccount, account, attempts),
            waitMillis(failuresOfAddress, address, attempts * ADDRESS_FACTOR));
    return wait == 0
        ? Future.succeededFuture()
        : Future.failedFuture(
            Failure.retryAfter(FailureKind.TOO_MANY_ATTEMPTS, (wait + 999) / 1000));
  }

  void wrongGuess(String account, String address) {
    note(failuresOfAccount, account);
    note(failuresOfAddress, address);
  }

  void succeeded(String account) {
    failuresOfAccount.invalidate(account);
  }

  private void note(Cache<String, Deque<Long>> failures, String key) {
    Deque<Long> times = failures.get(key, unseen -> new ArrayDeque<>());
    times.addLast(time.millis());
    // Written back so that the entry's life starts anew.
    failures.put(key, times);
  }

  private long waitMillis(Cache<String, Deque<Long>> failures, String key, int limit) {
    Deque<Long> times = failures.getIfPresent(key);
    if (times == null) {
      return 0;
    }
    long windowStart = time.millis() - window.toMillis();
    while (!times.isEmpty() && times.peekFirst() <= windowStart) {
      times.removeFirst();
    }
    return times.size() < limit ? 0 : times.peekFirst() - windowStart;
  }
}
