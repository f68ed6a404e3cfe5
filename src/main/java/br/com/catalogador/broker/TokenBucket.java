package br.com.catalogador.broker;

import io.vertx.core.Vertx;
import io.vertx.core.shareddata.Shareable;
import java.util.concurrent.TimeUnit;

/**
 * Rate limiter for requests: a token bucket. Each request takes a token; tokens are refilled at a
 * constant rate, and a request without a token is told how long to wait for one. When the broker
 * reports too many requests or does not answer, the rate is halved; it doubles again after each
 * half minute without another such report.
 *
 * <p>Thread-safe. Times are those of {@link System#nanoTime}.
 */
final class TokenBucket implements Shareable {
  /**
   * Limit of one server: 50 logins a second of six requests each, and as much again for candles;
   * the burst is twice that.
   */
  static final int SERVER_PER_SECOND = 500;

  private static final int SERVER_BURST = 1_000;
  private static final double MIN_PER_SECOND = 1;
  private static final long RECOVERY_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final double NANOS_PER_SECOND = 1e9;
  private static final String NAME = "catalogador.broker.pace";

  private final double fullPerSecond;
  private final int burst;
  private double perSecond;
  private double tokens;
  private long countedAt;
  private long slowedAt;

  /**
   * @param perSecond sustained requests per second
   * @param burst maximum number of requests at once after a pause
   * @param now the start; the bucket is full
   */
  TokenBucket(double perSecond, int burst, long now) {
    this.fullPerSecond = perSecond;
    this.burst = burst;
    this.perSecond = perSecond;
    this.tokens = burst;
    this.countedAt = now;
    this.slowedAt = now;
  }

  /** The bucket shared by all sockets of this process, in addition to their own. */
  static TokenBucket ofServer(Vertx vertx) {
    return vertx
        .sharedData()
        .<String, TokenBucket>getLocalMap(NAME)
        .computeIfAbsent(
            NAME, ignored -> new TokenBucket(SERVER_PER_SECOND, SERVER_BURST, System.nanoTime()));
  }

  /**
   * Takes a token, or reserves the next one in order if the bucket is empty.
   *
   * @return nanoseconds to wait before the request may be sent; 0 if it may be sent at once
   */
  synchronized long acquire(long now) {
    refill(now);
    tokens--;
    return tokens >= 0 ? 0 : (long) Math.ceil(-tokens / perSecond * NANOS_PER_SECOND);
  }

  private void refill(long now) {
    tokens = Math.min(burst, tokens + (now - countedAt) / NANOS_PER_SECOND * perSecond);
    countedAt = now;
    while (perSecond < fullPerSecond && now - slowedAt >= RECOVERY_NANOS) {
      perSecond = Math.min(fullPerSecond, 2 * perSecond);
      slowedAt += RECOVERY_NANOS;
    }
  }

  /**
   * Halves the rate and drops the remaining tokens. Ignored if the request was sent before the
   * previous slow-down, which already accounts for it.
   *
   * @param sentAt when the rejected or unanswered request was sent
   * @param now the current time
   */
  synchronized void slowDown(long sentAt, long now) {
    refill(now);
    if (perSecond < fullPerSecond && sentAt - slowedAt < 0) {
      return;
    }
    perSecond = Math.max(Math.min(MIN_PER_SECOND, fullPerSecond), perSecond / 2);
    tokens = Math.min(tokens, 0);
    slowedAt = now;
  }

  /** Whether the rate is currently reduced. */
  synchronized boolean isSlowed() {
    return perSecond < fullPerSecond;
  }
}
