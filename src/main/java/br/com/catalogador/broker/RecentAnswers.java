package br.com.catalogador.broker;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Counts answers and failures of one kind of request within about the last minute. Thread-safe. */
final class RecentAnswers {
  /** Fewer failures may be one user's. */
  private static final int MANY = 10;

  private static final int SLOTS = 6;
  private static final long SLOT_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final LongSupplier nanos;
  private final int[] answered = new int[SLOTS];
  private final int[] failed = new int[SLOTS];
  private long slot;

  /**
   * @param nanos as {@link System#nanoTime}
   */
  RecentAnswers(LongSupplier nanos) {
    this.nanos = nanos;
    this.slot = Math.floorDiv(nanos.getAsLong(), SLOT_NANOS);
  }

  synchronized void count(boolean failure) {
    forgetOld();
    int[] counts = failure ? failed : answered;
    counts[(int) Math.floorMod(slot, (long) SLOTS)]++;
  }

  /** Whether so many requests failed, and more than were answered. */
  synchronized boolean mostFailed() {
    forgetOld();
    int failures = 0;
    int answers = 0;
    for (int i = 0; i < SLOTS; i++) {
      failures += failed[i];
      answers += answered[i];
    }
    return failures >= MANY && failures > answers;
  }

  private void forgetOld() {
    long now = Math.floorDiv(nanos.getAsLong(), SLOT_NANOS);
    for (long next = Math.max(slot + 1, now - SLOTS + 1); next <= now; next++) {
      int index = (int) Math.floorMod(next, (long) SLOTS);
      answered[index] = 0;
      failed[index] = 0;
    }
    slot = now;
  }
}
