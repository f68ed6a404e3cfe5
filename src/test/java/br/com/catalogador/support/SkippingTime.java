package br.com.catalogador.support;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that goes as fast as any, from a chosen moment on, and may be put forward. */
public final class SkippingTime implements InstantSource {
  private final long beginNanos = System.nanoTime();
  private volatile Instant begin;

  public SkippingTime(Instant begin) {
    this.begin = begin;
  }

  /**
   * Goes on from a later moment.
   *
   * @throws IllegalStateException when it is later than that already
   */
  public synchronized void skipTo(Instant later) {
    Duration ahead = Duration.between(instant(), later);
    if (ahead.isNegative()) {
      throw new IllegalStateException("it is " + instant() + " already, later than " + later);
    }
    begin = begin.plus(ahead);
  }

  @Override
  public Instant instant() {
    return begin.plusNanos(System.nanoTime() - beginNanos);
  }
}
