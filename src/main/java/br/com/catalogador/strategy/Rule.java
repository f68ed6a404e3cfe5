package br.com.catalogador.strategy;

/** How the colors of a block's analyzed candles become a signal. Dojis annul before any rule. */
public enum Rule {
  /** The rarer color; the absent one when all agree. Of a single candle: the opposite color. */
  MINORITY,
  /** The more frequent color. Of a single candle: the same color. */
  MAJORITY,
  /**
   * Attempt k repeats the color of analyzed candle k, the last one standing for all attempts beyond
   * it. Never a draw.
   */
  FOLLOW_EACH
}
