package br.com.catalogador.candle;

import java.util.Arrays;
import java.util.function.LongUnaryOperator;

/**
 * The colors of a series as bits on the grid of candle times: three words for each 64 consecutive
 * slots, {@code present}, {@code green} and {@code red}. The lowest bit is the earliest slot. Bits
 * are addressed by time, so a missing candle is a zero and no candle takes the place of another; a
 * doji is present, but neither green nor red.
 *
 * <pre>
 * candles   G R . D G      (time →, . missing)
 * present   1 1 0 1 1
 * green     1 0 0 0 1
 * red       0 1 0 0 0
 * </pre>
 *
 * <p>Slots count from the epoch: slot = time / candle length, word number = slot / 64. Words
 * without candles are left out, except one before and one after each run of others, so that the
 * neighbors of a word with candles are always at the next indexes. Immutable.
 */
public final class ColorWords {
  /** Slots of a word. */
  public static final int SLOTS = 64;

  private final Timeframe timeframe;
  private final long[] numbers;
  private final long[] present;
  private final long[] green;
  private final long[] red;

  private ColorWords(
      Timeframe timeframe, long[] numbers, long[] present, long[] green, long[] red) {
    this.timeframe = timeframe;
    this.numbers = numbers;
    this.present = present;
    this.green = green;
    this.red = red;
  }

  /** The words of a series, computed anew; {@link CandleSeries#words()} keeps them. */
  public static ColorWords of(CandleSeries series) {
    return new Reader(series).read();
  }

  public Timeframe timeframe() {
    return timeframe;
  }

  /** Number of words; 0 without candles. The first and the last have no candles. */
  public int size() {
    return numbers.length;
  }

  /** The number of a word since the epoch. */
  public long number(int index) {
    return numbers[index];
  }

  public long present(int index) {
    return present[index];
  }

  public long green(int index) {
    return green[index];
  }

  public long red(int index) {
    return red[index];
  }

  /** Index of the first word with at least this number; {@link #size()} if there is none. */
  public int ceiling(long number) {
    int index = Arrays.binarySearch(numbers, number);
    return index < 0 ? -index - 1 : index;
  }

  /** These words without the candles that close after a time in epoch seconds. */
  public ColorWords closedBy(long time) {
    long slots = Math.floorDiv(time, timeframe.seconds());
    if (slots >= endSlot()) {
      return this;
    }
    int cut = ceiling(Math.floorDiv(slots, SLOTS));
    boolean keepsSome = numbers[cut] == Math.floorDiv(slots, SLOTS);
    int end = cut + (keepsSome ? 2 : 1);
    ColorWords words =
        new ColorWords(
            timeframe,
            Arrays.copyOf(numbers, end),
            Arrays.copyOf(present, end),
            Arrays.copyOf(green, end),
            Arrays.copyOf(red, end));
    words.keepOnly(cut, keepsSome ? (1L << slots) - 1 : 0);
    return words;
  }

  /** The first slot after all candles. */
  private long endSlot() {
    if (size() == 0) {
      return Long.MIN_VALUE;
    }
    int last = size() - 2;
    return (numbers[last] + 1) * SLOTS - Long.numberOfLeadingZeros(present[last]);
  }

  private void keepOnly(int index, long kept) {
    long mask = kept;
    for (int i = index; i < numbers.length; i++, mask = 0) {
      present[i] &= mask;
      green[i] &= mask;
      red[i] &= mask;
    }
  }

  /**
   * A market in which some candles have the opposite color; dojis and gaps stay.
   *
   * @param swapped for each word number the slots whose color is swapped
   */
  public ColorWords swapped(LongUnaryOperator swapped) {
    long[] greens = new long[size()];
    long[] reds = new long[size()];
    for (int i = 0; i < greens.length; i++) {
      long change = (green[i] ^ red[i]) & swapped.applyAsLong(numbers[i]);
      greens[i] = green[i] ^ change;
      reds[i] = red[i] ^ change;
    }
    return new ColorWords(timeframe, numbers, present, greens, reds);
  }

  /** Reads the columns of a series once, a word at a time. */
  private static final class Reader {
    private final CandleSeries series;
    private final int candleSeconds;
    private final long wordSeconds;
    private long[] numbers;
    private long[] present;
    private long[] green;
    private long[] red;
    private int size;
    private int next;

    Reader(CandleSeries series) {
      this.series = series;
      this.candleSeconds = series.timeframe().seconds();
      this.wordSeconds = (long) SLOTS * candleSeconds;
      allocate(series.size() / SLOTS + 4);
    }

    private void allocate(int capacity) {
      numbers = numbers == null ? new long[capacity] : Arrays.copyOf(numbers, capacity);
      present = present == null ? new long[capacity] : Arrays.copyOf(present, capacity);
      green = green == null ? new long[capacity] : Arrays.copyOf(green, capacity);
      red = red == null ? new long[capacity] : Arrays.copyOf(red, capacity);
    }

    ColorWords read() {
      while (next < series.size()) {
        long number = Math.floorDiv(series.from(next), wordSeconds);
        startRun(number);
        readWord(number);
      }
      if (size > 0) {
        append(numbers[size - 1] + 1);
      }
      return new ColorWords(
          series.timeframe(),
          Arrays.copyOf(numbers, size),
          Arrays.copyOf(present, size),
          Arrays.copyOf(green, size),
          Arrays.copyOf(red, size));
    }

    /** Appends the empty words between the words so far and this one. */
    private void startRun(long number) {
      if (size > 0 && numbers[size - 1] < number - 1) {
        append(numbers[size - 1] + 1);
      }
      if (size == 0 || numbers[size - 1] < number - 1) {
        append(number - 1);
      }
    }

    private void append(long number) {
      if (size == numbers.length) {
        allocate(size * 2);
      }
      numbers[size++] = number;
    }

    private void readWord(long number) {
      append(number);
      long start = number * wordSeconds;
      // Times ascend strictly on the grid, so if both ends match there is no gap between them.
      int last = next + SLOTS - 1;
      if (last < series.size()
          && series.from(next) == start
          && series.from(last) == start + wordSeconds - candleSeconds) {
        readRun();
      } else {
        readOverGaps(start);
      }
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
      put(-1, Long.reverse(greens), Long.reverse(reds));
      next = first + SLOTS;
    }

    private void readOverGaps(long start) {
      long presents = 0;
      long greens = 0;
      long reds = 0;
      long time = start;
      for (int slot = 0; slot < SLOTS; slot++, time += candleSeconds) {
        if (next < series.size() && series.from(next) == time) {
          presents |= 1L << slot;
          greens |= sign(series.open(next) - series.close(next)) << slot;
          reds |= sign(series.close(next) - series.open(next)) << slot;
          next++;
        }
      }
      put(presents, greens, reds);
    }

    private void put(long presents, long greens, long reds) {
      present[size - 1] = presents;
      green[size - 1] = greens;
      red[size - 1] = reds;
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
}
