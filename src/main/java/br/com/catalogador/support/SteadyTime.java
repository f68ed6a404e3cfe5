package br.com.catalogador.support;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * A clock that never steps: it begins with another one's time and counts on with a monotonic one,
 * whatever anybody does to this machine's time of day. May be used on any thread.
 */
public final class SteadyTime implements InstantSource {
  private final Instant begin;
  private final LongSupplier nanos;
  private final long beginNanos;

  /** A clock's time without its steps; a source of time that is no clock is steady by itself. */
  public static InstantSource of(InstantSource time) {
    return time instanceof Clock clock ? new SteadyTime(clock, System::nanoTime) : time;
  }

  /**
   * @param nanos as {@link System#nanoTime}
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
