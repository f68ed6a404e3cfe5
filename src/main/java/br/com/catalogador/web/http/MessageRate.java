package br.com.catalogador.web.http;

import java.util.concurrent.TimeUnit;

/** How fast one client speaks: so many messages within any second, and no more. */
public final class MessageRate {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  /** When the last so many messages came; the oldest is overwritten next. */
  private final long[] times;

  private int next;
  private boolean full;

  public MessageRate(int perSecond) {
    times = new long[perSecond];
  }

  /**
   * Whether one more message may come.
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
