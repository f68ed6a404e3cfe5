package br.com.catalogador.strategy;

import br.com.catalogador.candle.CandleSeries;

/**
 * The newest {@value Pattern#WINDOW} slots of the grid of candle times, up to some instant, as
 * three words: bit 63 is the newest slot, each lower bit one candle earlier. A slot without a
 * candle is zero in all three, a doji in {@code green} and {@code red}.
 */
final class Window {
  private static final long NEWEST = Long.MIN_VALUE;

  private final CandleSeries series;
  private final int candleSeconds;
  private final int size;

  private long end;
  private int next;
  private long present;
  private long green;
  private long red;

  /**
   * @param size number of the series' candles that exist yet
   */
  Window(CandleSeries series, int size) {
    this.series = series;
    this.candleSeconds = series.timeframe().seconds();
    this.size = size;
  }

  long present() {
    return present;
  }

  long green() {
    return green;
  }

  long red() {
    return red;
  }

  /** Start of the first candle not yet read; there must be one. */
  long nextFrom() {
    return series.from(next);
  }

  /** Fills the window with the slots before an instant. */
  void fillUpTo(long time) {
    end = time - (long) Pattern.WINDOW * candleSeconds;
    next = series.ceiling(end);
    slide(Pattern.WINDOW);
  }

  /** Moves the window so many slots towards the future. */
  void slide(int slots) {
    // Times ascend strictly on the grid, so if the ends fit there is no gap between them.
    int last = next + slots - 1;
    if (last < size
        && series.from(next) == end
        && series.from(last) == end + (long) (slots - 1) * candleSeconds) {
      long greens = green;
      long reds = red;
      for (int i = next; i <= last; i++) {
        double open = series.open(i);
        double close = series.close(i);
        greens = greens >>> 1 | signBit(open - close);
        reds = reds >>> 1 | signBit(close - open);
      }
      present = present >>> slots - 1 >>> 1 | NEWEST >> slots - 1;
      green = greens;
      red = reds;
      next = last + 1;
    } else {
      slideOverGaps(slots);
    }
    end += (long) slots * candleSeconds;
  }

  private void slideOverGaps(int slots) {
    for (int i = 0; i < slots; i++) {
      if (next < size && series.from(next) == end + (long) i * candleSeconds) {
        append();
      } else {
        present >>>= 1;
        green >>>= 1;
        red >>>= 1;
      }
    }
  }

  private void append() {
    double open = series.open(next);
    double close = series.close(next);
    next++;
    present = present >>> 1 | NEWEST;
    green = green >>> 1 | signBit(open - close);
    red = red >>> 1 | signBit(close - open);
  }

  /**
   * The sign of a difference at the newest bit: exactly "less than" for finite prices, without a
   * branch that a market could make unpredictable. Adding zero makes -0.0 positive.
   */
  private static long signBit(double difference) {
    return Double.doubleToRawLongBits(difference + 0.0) & NEWEST;
  }
}
