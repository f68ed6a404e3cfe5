package br.com.catalogador.support;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that only a test advances. */
public final class SettableTime implements InstantSource {
  /**
   * Ten seconds before 08:41 UTC of tomorrow, in epoch seconds: tokens of now are valid, and no OTC
   * market of the simulator pauses.
   */
  public static final long TRADING =
      (Instant.now().getEpochSecond() / 86_400 + 1) * 86_400 + 31_250;

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
