package br.com.catalogador.candle.file;

/**
 * The decimal places of a file's prices, and the removal of float noise such as 129587.00000000001:
 * equal prices must be equal, or a doji is taken for a candle.
 */
final class Digits {
  private static final int MOST = 8;
  private static final double NOISE = 1e-9;
  private static final double SHARE = 0.99;
  private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8};

  private Digits() {}

  /**
   * Rounds the prices that differ from a number of so many places by noise only.
   *
   * @return the fewest places that 99 % of the prices have; -1 if none up to 8 does, and nothing is
   *     rounded
   */
  static int clean(Rows rows) {
    long[] counts = new long[MOST + 2];
    for (double[] column : rows.prices) {
      for (double price : column) {
        counts[places(price)]++;
      }
    }
    long all = 4L * rows.size;
    long enough = 0;
    for (int digits = 0; digits <= MOST; digits++) {
      enough += counts[digits];
      if (enough >= SHARE * all) {
        round(rows, digits);
        return digits;
      }
    }
    return -1;
  }

  private static void round(Rows rows, int digits) {
    for (double[] column : rows.prices) {
      for (int i = 0; i < column.length; i++) {
        double rounded = rounded(column[i], digits);
        if (Math.abs(column[i] - rounded) <= NOISE * column[i]) {
          column[i] = rounded;
        }
      }
    }
  }

  private static int places(double price) {
    int digits = 0;
    while (digits <= MOST && Math.abs(price - rounded(price, digits)) > NOISE * price) {
      digits++;
    }
    return digits;
  }

  /** The double that a decimal with so many places is parsed as. */
  private static double rounded(double price, int digits) {
    return Math.rint(price * POWERS[digits]) / POWERS[digits];
  }
}
