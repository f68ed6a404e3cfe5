package br.com.catalogador.strategy;

/** Why a block gives no signal. */
public enum NullReason {
  /** At least one analyzed candle is a doji. */
  DOJI,
  /** As many green as red candles. */
  DRAW,
  /** No painted sequence fits. */
  NO_MATCH
}
