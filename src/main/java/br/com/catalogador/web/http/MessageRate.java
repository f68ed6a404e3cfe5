package br.com.catalogador.web.http;

import java.util.concurrent.TimeUnit;

/** Limits the messages of one client within any second. Confined to one event loop. */
public final class MessageRate {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  /** Times of the newest messages, a ring buffer; the oldest is overwritten next. */
  private final long[] times;

  private int next;
  private boolean full;

  public MessageRate(int perSecond) {
    times = new long[perSecond];
  }

  /**
   * Counts one more message; false when it exceeds the limit.
   *
   * @param now any clock's nanoseconds
   */
  public boolean allows(long now) {
    if (full && now - times[next] < SECOND) {
      return false;
    }
    times[next] = now;
    next = (next + 1) % times.length;
    full |= next == 0;
    return true;
  }
}
