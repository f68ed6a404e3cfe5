package br.com.catalogador.support;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A running clock that starts at a given time and can be advanced. */
public final class SkippingTime implements InstantSource {
  private final long beginNanos = System.nanoTime();
  private volatile Instant begin;

  public SkippingTime(Instant begin) {
    this.begin = begin;
  }

  /**
   * Advances the clock to a later time.
   *
   * @throws IllegalStateException when it is past that time already
   */
  public synchronized void skipTo(Instant later) {
    Duration ahead = Duration.between(instant(), later);
    if (ahead.isNegative()) {
      throw new IllegalStateException("it is past " + later + " already: " + instant());
    }
    begin = begin.plus(ahead);
  }

  @Override
  public Instant instant() {
    return begin.plusNanos(System.nanoTime() - beginNanos);
  }
}
