package br.com.catalogador.strategy;

/**
 * Derives a signal from the colors of a block's analyzed candles. With a doji among them there is
 * no signal under any rule.
 */
public enum Rule {
  /**
   * The less frequent color; the absent one if all are equal. For a single candle: the opposite
   * color.
   */
  MINORITY,
  /** The more frequent color. For a single candle: the same color. */
  MAJORITY,
  /**
   * Attempt k repeats the color of analyzed candle k; later attempts repeat that of the last one.
   * There is never a draw.
   */
  FOLLOW_EACH
}
