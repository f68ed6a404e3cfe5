package br.com.catalogador.support;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * A clock without steps: starts at the time of another clock and advances by the monotonic timer,
 * so changes of the machine's time of day have no effect. Thread-safe.
 */
public final class SteadyTime implements InstantSource {
  private final Instant begin;
  private final LongSupplier nanos;
  private final long beginNanos;

  /** The steady time of a {@link Clock}; any other source is returned unchanged. */
  public static InstantSource of(InstantSource time) {
    return time instanceof Clock clock ? new SteadyTime(clock, System::nanoTime) : time;
  }

  /**
   * @param nanos a monotonic timer, as {@link System#nanoTime}
   */
  SteadyTime(InstantSource timeOfDay, LongSupplier nanos) {
    this.begin = timeOfDay.instant();
    this.nanos = nanos;
    this.beginNanos = nanos.getAsLong();
  }

  @Override
  public Instant instant() {
    return begin.plusNanos(nanos.getAsLong() - beginNanos);
  }
}
