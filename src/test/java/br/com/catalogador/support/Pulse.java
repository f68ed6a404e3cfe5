package br.com.catalogador.support;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How long this process was not run at all, because the machine was busy with others or stopped it:
 * a thread that wants to run twenty times a second runs late then. Thread-safe.
 */
public final class Pulse {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** Longer than any limit that is asked about. */
  private static final long KEPT_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** That of this process. */
  private static final Pulse OURS = start();

  private final Deque<Gap> gaps = new ArrayDeque<>();
  private long lastBeat;

  /** From when the thread should have run until it did, as {@link System#nanoTime}. */
  private record Gap(long begin, long end) {
    long within(long from, long to) {
      return Math.max(0, Math.min(end, to) - Math.max(begin, from));
    }
  }

  Pulse(long now) {
    lastBeat = now;
  }

  private static Pulse start() {
    Pulse pulse = new Pulse(System.nanoTime());
    Thread thread = new Thread(pulse::run, "pulse");
    thread.setDaemon(true);
    thread.start();
    return pulse;
  }

  private void run() {
    while (true) {
      LockSupport.parkNanos(PAUSE_NANOS);
      beat(System.nanoTime());
    }
  }

  /** For how many of the last milliseconds this process was not run. */
  static long missedMillis(long ofLastMillis) {
    return OURS.missedMillis(System.nanoTime(), ofLastMillis);
  }

  /**
   * How long this process has been run since a time, without the pauses that it did not cause.
   *
   * @param begin as {@link System#nanoTime}, less than a minute ago
   */
  public static Duration runSince(long begin) {
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    return Duration.ofMillis(millis - missedMillis(millis));
  }

  synchronized void beat(long now) {
    if (now - lastBeat > PAUSE_NANOS) {
      gaps.add(new Gap(lastBeat + PAUSE_NANOS, now));
    }
    lastBeat = now;
    while (!gaps.isEmpty() && now - gaps.peek().end() > KEPT_NANOS) {
      gaps.remove();
    }
  }

  /** For how many of the last milliseconds the process was not run. */
  synchronized long missedMillis(long now, long ofLastMillis) {
    long from = now - TimeUnit.MILLISECONDS.toNanos(ofLastMillis);
    // The thread of the pulse may not have run since either.
    Gap running = new Gap(lastBeat + PAUSE_NANOS, now);
    long missed = running.within(from, now);
    for (Gap gap : gaps) {
      missed += gap.within(from, now);
    }
    return TimeUnit.NANOSECONDS.toMillis(missed);
  }
}
