package br.com.catalogador.support;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Exponential back-off with jitter: each pause is twice as long as the one before, up to {@link
 * #LONGEST_MILLIS}, and shortened by a random part of up to a quarter, so that many clients do not
 * reconnect at the same time. Confined to one event loop.
 */
public final class BackOff {
  public static final long LONGEST_MILLIS = 10_000;
  private static final long FIRST_MILLIS = 100;

  private long millis = FIRST_MILLIS;

  /** Milliseconds to wait before the next attempt. */
  public long next() {
    long pause = millis - ThreadLocalRandom.current().nextLong(millis / 4 + 1);
    millis = Math.min(LONGEST_MILLIS, 2 * millis);
    return pause;
  }

  /** Makes the next pause the shortest again. */
  public void reset() {
    millis = FIRST_MILLIS;
  }
}
