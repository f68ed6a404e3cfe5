package br.com.catalogador.strategy;

/**
 * One listed block and its outcome. Times are UTC epoch seconds.
 *
 * @param start start of the block
 * @param green green candles among the analyzed ones
 * @param red red candles among the analyzed ones
 * @param doji dojis among the analyzed ones
 * @param signal the direction of the entry; null when the result is NULL
 * @param nullReason why there is no signal; null when there is one
 * @param entryAt start of the entry's candle; null when the result is NULL
 * @param result outcome of the cycle
 * @param martingale index of the attempt that won, tied, is pending or has no data, and of the last
 *     one for a LOSS; null when the result is NULL or FILTERED
 * @param filter the first condition that fails; null unless the result is FILTERED
 */
public record Row(
    long start,
    int green,
    int red,
    int doji,
    Signal signal,
    NullReason nullReason,
    Long entryAt,
    Outcome result,
    Integer martingale,
    Condition filter) {
  /** A row that no condition filters. */
  public Row(
      long start,
      int green,
      int red,
      int doji,
      Signal signal,
      NullReason nullReason,
      Long entryAt,
      Outcome result,
      Integer martingale) {
    this(start, green, red, doji, signal, nullReason, entryAt, result, martingale, null);
  }
}
