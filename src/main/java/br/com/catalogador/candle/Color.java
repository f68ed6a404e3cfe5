package br.com.catalogador.candle;

/** The color of a candle, by exact comparison of open and close. */
public enum Color {
  /** Open below close. */
  GREEN,
  /** Open above close. */
  RED,
  /** Open equal to close. */
  DOJI;

  /** The color of a candle with these quoted prices; neither may be NaN. */
  public static Color of(double open, double close) {
    if (open < close) {
      return GREEN;
    }
    return open > close ? RED : DOJI;
  }
}
