package br.com.catalogador.candle;

/**
 * One candle over {@code [from, from + timeframe)}.
 *
 * @param from UTC epoch seconds, a multiple of the timeframe
 * @param open first quoted price
 * @param high highest quoted price
 * @param low lowest quoted price
 * @param close last quoted price
 */
public record Candle(long from, double open, double high, double low, double close) {

  /** The candle's color. */
  public Color color() {
    return Color.of(open, close);
  }
}
