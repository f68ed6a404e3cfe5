package br.com.catalogador.strategy;

/** The direction a strategy expects. */
public enum Signal {
  /** Expects a green candle. */
  CALL,
  /** Expects a red candle. */
  PUT
}
