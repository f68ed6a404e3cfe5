package br.com.catalogador.broker;

import io.vertx.core.Vertx;
import io.vertx.core.shareddata.Shareable;
import java.util.concurrent.TimeUnit;

/**
 * How fast requests go out: a token bucket. Each request takes a token, which come back evenly; who
 * finds none is told how long to wait for his own. A bucket that is slowed down, since the broker
 * said that requests come too fast or does not answer, gives half as many from then on, and twice
 * as many again for each half minute without another complaint.
 *
 * <p>May be used on any thread. Times are those of {@link System#nanoTime}.
 */
final class TokenBucket implements Shareable {
  /**
   * What one server asks of the broker at most: 50 logins a second of six requests each, and as
   * much again for candles; twice that at once.
   */
  static final int SERVER_PER_SECOND = 500;

  private static final int SERVER_BURST = 1_000;
  private static final double SLOWEST_PER_SECOND = 1;
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
   * @param perSecond requests a second in the long run
   * @param burst how many may go out at once after a pause
   * @param now when it begins, full
   */
  TokenBucket(double perSecond, int burst, long now) {
    this.fullPerSecond = perSecond;
    this.burst = burst;
    this.perSecond = perSecond;
    this.tokens = burst;
    this.countedAt = now;
    this.slowedAt = now;
  }

  /** The one that all sockets of this process share, beside those of their own. */
  static TokenBucket ofServer(Vertx vertx) {
    return vertx
        .sharedData()
        .<String, TokenBucket>getLocalMap(NAME)
        .computeIfAbsent(
            NAME, absent -> new TokenBucket(SERVER_PER_SECOND, SERVER_BURST, System.nanoTime()));
  }

  /**
   * Takes a token, one that is still to come if there is none; those who come later wait longer.
   *
   * @return nanoseconds to wait before the request may go out; 0 when it may at once
   */
  synchronized long take(long now) {
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
   * The broker has had too much: half as many from now on, and none left over.
   *
   * @param sentAt when the request went out that was one too many; what went out before the bucket
   *     was slowed down the last time tells nothing new
   */
  synchronized void slowDown(long sentAt, long now) {
    refill(now);
    if (perSecond < fullPerSecond && sentAt - slowedAt < 0) {
      return;
    }
    perSecond = Math.max(Math.min(SLOWEST_PER_SECOND, fullPerSecond), perSecond / 2);
    tokens = Math.min(tokens, 0);
    slowedAt = now;
  }

  /** Whether it gives fewer than it could, since the broker does not keep up. */
  synchronized boolean isSlowed() {
    return perSecond < fullPerSecond;
  }
}
