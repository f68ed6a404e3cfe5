package br.com.catalogador.candle.file;

import java.util.List;

/**
 * What the four prices of a row are: the index of open, high, low and close among them.
 *
 * @param open index in the order of the file, as the others
 */
record PriceOrder(int open, int high, int low, int close) {
  static final PriceOrder OHLC = new PriceOrder(0, 1, 2, 3);

  /** As Bitfinex writes arrays. */
  static final PriceOrder OCHL = new PriceOrder(0, 2, 3, 1);

  /** As our own arrays are: from, open, close, min, max. */
  static final PriceOrder OCLH = new PriceOrder(0, 3, 2, 1);

  static final List<PriceOrder> KNOWN = List.of(OHLC, OCHL, OCLH);

  /** Whether in every row the high is the highest and the low the lowest price. */
  boolean fits(Rows rows) {
    for (int i = 0; i < rows.size; i++) {
      if (!fits(rows, i)) {
        return false;
      }
    }
    return true;
  }

  boolean fits(Rows rows, int row) {
    double highest = rows.prices[high][row];
    double lowest = rows.prices[low][row];
    double opening = rows.prices[open][row];
    double closing = rows.prices[close][row];
    return lowest <= opening && opening <= highest && lowest <= closing && closing <= highest;
  }

  /**
   * The order of columns without names: the first known one that fits every row. When an order of
   * arrays fits beside open-high-low-close, both say the same of every row.
   *
   * @param usual the order whose bad rows are shown when none fits
   */
  static PriceOrder ofNameless(Rows rows, PriceOrder usual) {
    return KNOWN.stream().filter(it -> it.fits(rows)).findFirst().orElse(usual);
  }

  /**
   * Refuses a file whose names contradict most of its prices, naming the columns that fit; a file
   * that no order fits has bad rows instead.
   */
  void requireNoOther(Rows rows) throws CandleFormatException {
    int contradicting = 0;
    for (int i = 0; i < rows.size; i++) {
      contradicting += fits(rows, i) ? 0 : 1;
    }
    if (contradicting * 2L <= rows.size) {
      return;
    }
    for (int high = 0; high < 4; high++) {
      for (int low = 0; low < 4; low++) {
        if (high != low && other(high, low).fits(rows)) {
          throw new CandleFormatException(
              "otherOrder", RowParser.NAMES[high], RowParser.NAMES[low]);
        }
      }
    }
  }

  /** Any order with these two. */
  private static PriceOrder other(int high, int low) {
    int open = 0;
    while (open == high || open == low) {
      open++;
    }
    return new PriceOrder(open, high, low, 6 - high - low - open);
  }

  /** Tells each row that does not fit. */
  void tellMisfits(Rows rows, BadRows bad) {
    for (int i = 0; i < rows.size; i++) {
      if (!fits(rows, i)) {
        tell(rows, i, bad);
      }
    }
  }

  private void tell(Rows rows, int row, BadRows bad) {
    double highest = rows.prices[high][row];
    double lowest = rows.prices[low][row];
    int place = rows.places[row];
    if (highest < lowest) {
      bad.add(place, "high", highest, Sentence.of("expected.high", Double.toString(lowest)));
      return;
    }
    Sentence expected =
        Sentence.of("expected.between", Double.toString(lowest), Double.toString(highest));
    double opening = rows.prices[open][row];
    boolean isOpen = opening < lowest || opening > highest;
    bad.add(place, isOpen ? "open" : "close", isOpen ? opening : rows.prices[close][row], expected);
  }

  /** Arranges the columns as open, high, low and close. */
  void arrange(Rows rows) {
    double[][] old = rows.prices.clone();
    rows.prices[0] = old[open];
    rows.prices[1] = old[high];
    rows.prices[2] = old[low];
    rows.prices[3] = old[close];
  }
}
