package br.com.catalogador.candle;

/** What everybody who reads the broker's history of candles has to know of it. */
public final class History {
  /** One request brings at most so many candles; asking for more is no error and gives no more. */
  public static final int MAX_CANDLES = 1000;

  /**
   * A closed candle that history does not show yet may still come; only after so many seconds is
   * its absence believed to be a hole in the market.
   */
  public static final long LATE_SECONDS = 30;

  private History() {}
}
