package br.com.catalogador.strategy;

/** What became of one block. Once not {@link #PENDING}, later candles never change it. */
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
  /** The candle of an attempt has closed, but the data does not have it. */
  NO_DATA
}
