package br.com.catalogador.candle.file;

import br.com.catalogador.candle.Timeframe;

/** Puts candles together to coarser ones. */
final class Grouping {
  private Grouping() {}

  /**
   * Replaces ascending rows by those of a coarser timeframe. A candle with missing parts has what
   * is there.
   *
   * @return how many candles have missing parts
   */
  static int apply(Rows rows, Timeframe from, Timeframe to) {
    int whole = to.seconds() / from.seconds();
    int kept = -1;
    int parts = whole;
    int incomplete = 0;
    for (int i = 0; i < rows.size; i++) {
      long start = to.floor(rows.times[i]);
      if (kept >= 0 && rows.times[kept] == start) {
        rows.prices[1][kept] = Math.max(rows.prices[1][kept], rows.prices[1][i]);
        rows.prices[2][kept] = Math.min(rows.prices[2][kept], rows.prices[2][i]);
        rows.prices[3][kept] = rows.prices[3][i];
        parts++;
      } else {
        incomplete += parts < whole ? 1 : 0;
        rows.move(i, ++kept);
        rows.times[kept] = start;
        parts = 1;
      }
    }
    incomplete += parts < whole ? 1 : 0;
    rows.size = kept + 1;
    return incomplete;
  }
}
