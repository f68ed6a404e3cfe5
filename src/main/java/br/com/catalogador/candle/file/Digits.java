package br.com.catalogador.candle.file;

/**
 * The decimal places of a file's prices, and the removal of float noise such as 129587.00000000001:
 * equal prices must be equal, or a doji is taken for a candle.
 */
final class Digits {
  private static final int MOST = 8;
  private static final double NOISE = 1e-9;

  /** One price in so many may have more places. */
  private static final int RARE = 100;

  private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8};

  private Digits() {}

  /**
   * Rounds the prices that differ from a number of so many places by noise only.
   *
   * @return the fewest places that 99 % of the prices have; -1 if none up to 8 does, and nothing is
   *     rounded
   */
  static int clean(Rows rows) {
    for (int digits = 0; digits <= MOST; digits++) {
      if (suffice(rows, digits)) {
        round(rows, digits);
        return digits;
      }
    }
    return -1;
  }

  /** Whether enough prices have so many places; ends as soon as too many do not. */
  private static boolean suffice(Rows rows, int digits) {
    long others = 4L * rows.size / RARE;
    for (double[] column : rows.prices) {
      for (double price : column) {
        if (!isClose(price, rounded(price, digits)) && --others < 0) {
          return false;
        }
      }
    }
    return true;
  }

  private static void round(Rows rows, int digits) {
    for (double[] column : rows.prices) {
      for (int i = 0; i < column.length; i++) {
        double rounded = rounded(column[i], digits);
        if (isClose(column[i], rounded)) {
          column[i] = rounded;
        }
      }
    }
  }

  private static boolean isClose(double price, double rounded) {
    return Math.abs(price - rounded) <= NOISE * price;
  }

  /** The double that a decimal with so many places is parsed as. */
  private static double rounded(double price, int digits) {
    return Math.rint(price * POWERS[digits]) / POWERS[digits];
  }
}
