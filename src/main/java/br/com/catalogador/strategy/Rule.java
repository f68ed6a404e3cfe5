package br.com.catalogador.strategy;

/** How the colours of a block's analysed candles become a signal. Dojis annul before any rule. */
public enum Rule {
  /** The rarer colour; the absent one when all agree. Of a single candle: the opposite colour. */
  MINORITY,
  /** The more frequent colour. Of a single candle: the same colour. */
  MAJORITY,
  /**
   * Attempt k repeats the colour of analysed candle k, the last one standing for all attempts
   * beyond it. Never a draw.
   */
  FOLLOW_EACH
}
