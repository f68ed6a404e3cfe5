package br.com.catalogador.strategy;

import br.com.catalogador.candle.CandleSeries;

/**
 * A view of {@value Pattern#WINDOW} consecutive slots of the grid of candle times as three words:
 * bit 63 is the newest slot, each lower bit one candle earlier. A slot without a candle is zero in
 * all three, a doji in {@code green} and {@code red}.
 *
 * <p>The columns are read a word at a time, in a loop of constant length; the view slides over two
 * such words.
 */
final class Window {
  private static final int SLOTS = Pattern.WINDOW;
  private static final long NEWEST = Long.MIN_VALUE;

  private final CandleSeries series;
  private final int candleSeconds;
  private final int size;

  /** End of the newer word; the view ends {@code SLOTS - shift} slots before it. */
  private long end;

  private int shift;
  private int next;
  private long olderPresent;
  private long olderGreen;
  private long olderRed;
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
    return view(olderPresent, present);
  }

  long green() {
    return view(olderGreen, green);
  }

  long red() {
    return view(olderRed, red);
  }

  /** Start of the first candle after the view; there must be one, and none in the view. */
  long nextFrom() {
    // What is in the newer word but not in the view has been read already.
    return series.from(next - Long.bitCount(present));
  }

  /** Moves the view to the slots before an instant. */
  void fillUpTo(long time) {
    end = time - (long) SLOTS * candleSeconds;
    next = series.ceiling(end);
    shift = SLOTS;
    readWord();
  }

  /** Moves the view so many slots, at most {@value Pattern#WINDOW}, towards the future. */
  void slide(int slots) {
    shift += slots;
    if (shift > SLOTS) {
      shift -= SLOTS;
      readWord();
    }
  }

  private long view(long older, long newer) {
    // in two steps, because a shift by 64 does nothing
    return older >>> shift - 1 >>> 1 | newer << SLOTS - shift;
  }

  private void readWord() {
    olderPresent = present;
    olderGreen = green;
    olderRed = red;
    // Times ascend strictly on the grid, so if both ends fit there is no gap between them.
    int last = next + SLOTS - 1;
    if (last < size
        && series.from(next) == end
        && series.from(last) == end + (SLOTS - 1L) * candleSeconds) {
      readRun();
    } else {
      readOverGaps();
    }
    end += (long) SLOTS * candleSeconds;
  }

  private void readRun() {
    long greens = 0;
    long reds = 0;
    int first = next;
    for (int i = first; i < first + SLOTS; i++) {
      double open = series.open(i);
      double close = series.close(i);
      greens = greens + greens + sign(open - close);
      reds = reds + reds + sign(close - open);
    }
    present = -1;
    green = Long.reverse(greens);
    red = Long.reverse(reds);
    next = first + SLOTS;
  }

  private void readOverGaps() {
    present = 0;
    green = 0;
    red = 0;
    for (int slot = 0; slot < SLOTS; slot++) {
      present >>>= 1;
      green >>>= 1;
      red >>>= 1;
      if (next < size && series.from(next) == end + (long) slot * candleSeconds) {
        present |= NEWEST;
        green |= sign(series.open(next) - series.close(next)) << SLOTS - 1;
        red |= sign(series.close(next) - series.open(next)) << SLOTS - 1;
        next++;
      }
    }
  }

  /**
   * One for a difference below zero, else zero: the sign of a difference of finite prices is
   * exactly their order, without a branch that a market could make unpredictable. Two equal prices
   * differ by +0.0, for a series holds no -0.0.
   */
  private static long sign(double difference) {
    return Double.doubleToRawLongBits(difference) >>> 63;
  }
}
