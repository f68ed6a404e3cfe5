package br.com.catalogador.candle;

import java.util.Arrays;
import java.util.Collection;
import java.util.Objects;

/**
 * Candles of one timeframe as columns of primitives, strictly ascending by time and without
 * duplicates; missing candles are left out. Immutable and safe to share between threads.
 *
 * <p>Access by index has only the bounds checks of the arrays, so that a scan is as fast as reading
 * the columns.
 */
public final class CandleSeries {
  private final Timeframe timeframe;
  private final long[] from;
  private final double[] open;
  private final double[] high;
  private final double[] low;
  private final double[] close;

  /** Computed when first needed; computing it twice at the same time does no harm. */
  private volatile ColorWords words;

  private CandleSeries(
      Timeframe timeframe,
      long[] from,
      double[] open,
      double[] high,
      double[] low,
      double[] close) {
    this.timeframe = timeframe;
    this.from = from;
    this.open = open;
    this.high = high;
    this.low = low;
    this.close = close;
  }

  /** A series without candles. */
  public static CandleSeries empty(Timeframe timeframe) {
    return new Builder(timeframe, 0).build();
  }

  /**
   * A series of candles in any order; of candles with the same time, the last one wins.
   *
   * @throws IllegalArgumentException if a time is not a multiple of the timeframe
   */
  public static CandleSeries of(Timeframe timeframe, Collection<Candle> candles) {
    Builder builder = new Builder(timeframe, candles.size());
    candles.forEach(builder::add);
    return builder.build();
  }

  /**
   * A series of columns of the same length, which become its own: the caller keeps no reference.
   *
   * @param from strictly ascending multiples of the timeframe
   */
  public static CandleSeries ofColumns(
      Timeframe timeframe,
      long[] from,
      double[] open,
      double[] high,
      double[] low,
      double[] close) {
    return new CandleSeries(timeframe, from, open, high, low, close);
  }

  public Timeframe timeframe() {
    return timeframe;
  }

  /** Number of candles. */
  public int size() {
    return from.length;
  }

  public boolean isEmpty() {
    return from.length == 0;
  }

  /** Start of candle {@code index} in UTC epoch seconds. */
  public long from(int index) {
    return from[index];
  }

  public double open(int index) {
    return open[index];
  }

  public double high(int index) {
    return high[index];
  }

  public double low(int index) {
    return low[index];
  }

  public double close(int index) {
    return close[index];
  }

  /** Candle {@code index} as one object; scans read the columns instead. */
  public Candle candle(int index) {
    return new Candle(from[index], open[index], high[index], low[index], close[index]);
  }

  /** The colors as bits, computed once and kept; prices must be finite. */
  public ColorWords words() {
    ColorWords known = words;
    if (known == null) {
      known = ColorWords.of(this);
      words = known;
    }
    return known;
  }

  /** End (exclusive) of the last candle in UTC epoch seconds; 0 when the series is empty. */
  public long end() {
    return isEmpty() ? 0 : from[from.length - 1] + timeframe.seconds();
  }

  /** Index of the first candle that starts at or after a time; {@link #size()} when none does. */
  public int ceiling(long time) {
    int index = Arrays.binarySearch(from, time);
    return index < 0 ? -index - 1 : index;
  }

  /** Candles that start within {@code [fromTime, toTime)}. */
  public CandleSeries between(long fromTime, long toTime) {
    return slice(ceiling(fromTime), ceiling(Math.max(fromTime, toTime)));
  }

  private CandleSeries slice(int begin, int end) {
    if (begin == 0 && end == size()) {
      return this;
    }
    return new CandleSeries(
        timeframe,
        Arrays.copyOfRange(from, begin, end),
        Arrays.copyOfRange(open, begin, end),
        Arrays.copyOfRange(high, begin, end),
        Arrays.copyOfRange(low, begin, end),
        Arrays.copyOfRange(close, begin, end));
  }

  /** Equal if the timeframe and all columns are equal. */
  @Override
  public boolean equals(Object object) {
    return object instanceof CandleSeries other
        && timeframe == other.timeframe
        && Arrays.equals(from, other.from)
        && Arrays.equals(open, other.open)
        && Arrays.equals(high, other.high)
        && Arrays.equals(low, other.low)
        && Arrays.equals(close, other.close);
  }

  @Override
  public int hashCode() {
    return Objects.hash(timeframe, Arrays.hashCode(from), Arrays.hashCode(close));
  }

  @Override
  public String toString() {
    return isEmpty()
        ? timeframe + "[]"
        : timeframe + "[" + size() + " candles, " + from[0] + ".." + end() + ")";
  }

  /** Collects candles in any order. Not thread-safe; each builder builds one series. */
  public static final class Builder {
    private final Timeframe timeframe;
    private long[] from;
    private double[] open;
    private double[] high;
    private double[] low;
    private double[] close;
    private int size;
    private boolean ascending = true;

    /**
     * @param expectedSize initial capacity; more candles may be added
     */
    public Builder(Timeframe timeframe, int expectedSize) {
      this.timeframe = timeframe;
      this.from = new long[expectedSize];
      this.open = new double[expectedSize];
      this.high = new double[expectedSize];
      this.low = new double[expectedSize];
      this.close = new double[expectedSize];
    }

    public Builder add(Candle candle) {
      return add(candle.from(), candle.open(), candle.high(), candle.low(), candle.close());
    }

    /**
     * Adds one candle.
     *
     * @throws IllegalArgumentException if the time is not a multiple of the timeframe
     */
    public Builder add(long from, double open, double high, double low, double close) {
      if (Math.floorMod(from, timeframe.seconds()) != 0) {
        throw new IllegalArgumentException(
            "from " + from + " is not a multiple of " + timeframe.seconds() + " seconds");
      }
      if (size == this.from.length) {
        grow(Math.max(16, size * 2));
      }
      ascending = ascending && (size == 0 || this.from[size - 1] < from);
      this.from[size] = from;
      // Adding 0.0 turns -0.0 into 0.0, so that equal prices always have a difference of +0.0.
      this.open[size] = open + 0.0;
      this.high[size] = high + 0.0;
      this.low[size] = low + 0.0;
      this.close[size] = close + 0.0;
      size++;
      return this;
    }

    /** Adds all candles of a series of the same timeframe. */
    public Builder addAll(CandleSeries series) {
      int count = series.size();
      if (count == 0) {
        return this;
      }
      if (from.length - size < count) {
        grow(size + count);
      }
      ascending = ascending && (size == 0 || from[size - 1] < series.from[0]);
      System.arraycopy(series.from, 0, from, size, count);
      System.arraycopy(series.open, 0, open, size, count);
      System.arraycopy(series.high, 0, high, size, count);
      System.arraycopy(series.low, 0, low, size, count);
      System.arraycopy(series.close, 0, close, size, count);
      size += count;
      return this;
    }

    /**
     * Adds candles from columns: candle {@code i} starts at {@code origin + slots[i] × timeframe}.
     *
     * @param origin UTC epoch seconds, a multiple of the timeframe
     * @param slots strictly ascending
     * @param begin index of the first candle to add
     * @param end index after the last candle to add
     */
    public Builder addAll(
        long origin,
        short[] slots,
        double[] open,
        double[] high,
        double[] low,
        double[] close,
        int begin,
        int end) {
      int count = end - begin;
      if (count <= 0) {
        return this;
      }
      if (from.length - size < count) {
        grow(size + count);
      }
      long first = origin + (long) slots[begin] * timeframe.seconds();
      ascending = ascending && (size == 0 || from[size - 1] < first);
      for (int i = begin; i < end; i++) {
        from[size + i - begin] = origin + (long) slots[i] * timeframe.seconds();
      }
      System.arraycopy(open, begin, this.open, size, count);
      System.arraycopy(high, begin, this.high, size, count);
      System.arraycopy(low, begin, this.low, size, count);
      System.arraycopy(close, begin, this.close, size, count);
      size += count;
      return this;
    }

    public CandleSeries build() {
      if (!ascending) {
        sortAndRemoveDuplicates();
      }
      if (size < from.length) {
        grow(size);
      }
      return new CandleSeries(timeframe, from, open, high, low, close);
    }

    private void grow(int capacity) {
      from = Arrays.copyOf(from, capacity);
      open = Arrays.copyOf(open, capacity);
      high = Arrays.copyOf(high, capacity);
      low = Arrays.copyOf(low, capacity);
      close = Arrays.copyOf(close, capacity);
    }

    private void sortAndRemoveDuplicates() {
      // Sorting boxed indexes is stable, so the candle added last comes last among equal times.
      Integer[] order = new Integer[size];
      Arrays.setAll(order, i -> i);
      Arrays.sort(order, (a, b) -> Long.compare(from[a], from[b]));
      Builder sorted = new Builder(timeframe, size);
      for (int i : order) {
        if (sorted.size > 0 && sorted.from[sorted.size - 1] == from[i]) {
          sorted.size--;
        }
        sorted.add(from[i], open[i], high[i], low[i], close[i]);
      }
      from = sorted.from;
      open = sorted.open;
      high = sorted.high;
      low = sorted.low;
      close = sorted.close;
      size = sorted.size;
    }
  }
}
