package br.com.catalogador.candle;

/** What a candle did, by exact comparison of its quoted open and close. */
public enum Colour {
  /** Open below close. */
  GREEN,
  /** Open above close. */
  RED,
  /** Open equal to close. */
  DOJI;

  /** The colour of a candle with these quoted prices; neither may be NaN. */
  public static Colour of(double open, double close) {
    if (open < close) {
      return GREEN;
    }
    return open > close ? RED : DOJI;
  }
}
