package br.com.catalogador.strategy;

/** The outcome of a block. Once it is not {@link #PENDING}, later candles never change it. */
public enum Outcome {
  /** An attempt's candle had the signal's color. */
  WIN,
  /** No attempt's candle had the signal's color. */
  LOSS,
  /** An attempt's candle was a doji and the tie rule ends the cycle there. */
  TIE,
  /** The block gives no signal. */
  NULL,
  /** The candle of an attempt has not closed yet. */
  PENDING,
  /** The candle of an attempt does not exist in the final data. */
  NO_DATA,
  /** There is a signal, but a condition fails: the block is not entered. */
  FILTERED
}
