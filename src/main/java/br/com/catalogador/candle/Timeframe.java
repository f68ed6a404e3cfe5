package br.com.catalogador.candle;

import java.util.Optional;

/** The candle sizes that the product catalogs. */
public enum Timeframe {
  M1(60),
  M5(300),
  M15(900);

  private final int seconds;

  Timeframe(int seconds) {
    this.seconds = seconds;
  }

  /** Length of one candle in seconds. */
  public int seconds() {
    return seconds;
  }

  /** Start of the candle that contains an instant, both in UTC epoch seconds. */
  public long floor(long epochSeconds) {
    return Math.floorDiv(epochSeconds, seconds) * (long) seconds;
  }

  /** The timeframe of a length in seconds, or empty if it is not supported. */
  public static Optional<Timeframe> ofSeconds(long seconds) {
    for (Timeframe timeframe : values()) {
      if (timeframe.seconds == seconds) {
        return Optional.of(timeframe);
      }
    }
    return Optional.empty();
  }

  /** The timeframe of a text such as {@code M5} or {@code 300}, or empty. */
  public static Optional<Timeframe> of(String text) {
    for (Timeframe timeframe : values()) {
      if (text.equals(timeframe.name()) || text.equals(Integer.toString(timeframe.seconds))) {
        return Optional.of(timeframe);
      }
    }
    return Optional.empty();
  }
}
