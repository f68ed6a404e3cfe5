package br.com.catalogador.web;

import br.com.catalogador.strategy.Pattern;

/** The most that one request may ask for. */
final class Limits {
  static final int QUADRANTS = 2000;
  static final int CANDLES = 10_000;
  static final int MARTINGALE = Pattern.MAX_MARTINGALE;

  private Limits() {}
}
