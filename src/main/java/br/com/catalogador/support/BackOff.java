package br.com.catalogador.support;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Pauses before one attempt after another to reach somebody who is away: twice as long each time,
 * up to {@link #LONGEST_MILLIS}, and by chance up to a quarter shorter, so that many who have lost
 * the same do not come back at once. Confined to one event loop.
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

  /** Begins anew with the shortest pause. */
  public void reset() {
    millis = FIRST_MILLIS;
  }
}
