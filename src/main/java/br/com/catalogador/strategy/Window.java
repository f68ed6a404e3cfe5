package br.com.catalogador.strategy;

import br.com.catalogador.candle.CandleSeries;

/**
 * A view of {@value Pattern#WINDOW} consecutive slots of the grid of candle times as three words:
 * bit 63 is the newest slot, each lower bit one candle earlier. A slot without candle is zero in
 * all three words, a doji is zero in {@code green} and {@code red}.
 *
 * <p>The columns are read one word at a time, in a loop of constant length; the view slides over
 * two such words.
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
   * @param size number of candles of the series to read
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

  /**
   * Start of the first candle after the view. Requires that there is one and that the view is
   * empty.
   */
  long nextFrom() {
    // Candles in the newer word but not in the view have been read already.
    return series.from(next - Long.bitCount(present));
  }

  /** Moves the view to the slots that end at an instant. */
  void fillUpTo(long time) {
    end = time - (long) SLOTS * candleSeconds;
    next = series.ceiling(end);
    shift = SLOTS;
    readWord();
  }

  /** Moves the view forward by a number of slots, at most {@value Pattern#WINDOW}. */
  void slide(int slots) {
    shift += slots;
    if (shift > SLOTS) {
      shift -= SLOTS;
      readWord();
    }
  }

  private long view(long older, long newer) {
    // Two steps, because Java ignores a shift by 64.
    return older >>> shift - 1 >>> 1 | newer << SLOTS - shift;
  }

  private void readWord() {
    olderPresent = present;
    olderGreen = green;
    olderRed = red;
    // Times ascend strictly on the grid, so if both ends match there is no gap between them.
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
   * 1 for a negative difference, otherwise 0. The sign bit of a difference of finite prices gives
   * their exact order without an unpredictable branch. Equal prices differ by +0.0, because a
   * series contains no -0.0.
   */
  private static long sign(double difference) {
    return Double.doubleToRawLongBits(difference) >>> 63;
  }
}
