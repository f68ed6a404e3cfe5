package br.com.catalogador.candle;

/** Properties of the broker's candle history. */
public final class History {
  /** Maximum number of candles per request; a larger count is accepted and truncated. */
  public static final int MAX_CANDLES = 1000;

  /**
   * Seconds after its end within which a closed candle may still be missing in the history; later
   * it counts as nonexistent.
   */
  public static final long LATE_SECONDS = 30;

  /**
   * Longest span without candles that is accepted as a closed market; longer than any weekend with
   * holidays.
   */
  public static final long LONGEST_HOLE_SECONDS = 5 * 86_400;

  /**
   * How long candles that are known to exist are requested again; no temporary fault lasts longer.
   */
  public static final long BELIEVED_SECONDS = 20 * 60;

  private History() {}
}
