package br.com.catalogador.support;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that only a test advances. */
public final class SettableTime implements InstantSource {
  private volatile Instant now;

  public SettableTime(long epochSeconds) {
    now = Instant.ofEpochSecond(epochSeconds);
  }

  public void forward(Duration duration) {
    now = now.plus(duration);
  }

  @Override
  public Instant instant() {
    return now;
  }
}
