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

  /**
   * Longer than the market is closed over any weekend and its holidays; emptiness is believed no
   * further.
   */
  public static final long LONGEST_HOLE_SECONDS = 5 * 86_400;

  /**
   * So long candles that exist are asked for again while they are not sent; no passing fault lasts
   * longer.
   */
  public static final long BELIEVED_SECONDS = 20 * 60;

  private History() {}
}
