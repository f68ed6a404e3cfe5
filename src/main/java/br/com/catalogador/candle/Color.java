package br.com.catalogador.candle;

/** What a candle did, by exact comparison of its quoted open and close. */
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
