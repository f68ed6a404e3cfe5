package br.com.catalogador.candle;

import java.util.Arrays;

/** Candles of a timeframe, put together from finer ones where those are. Immutable. */
public final class GroupedCandles {
  private final Timeframe source;
  private final CandleSeries candles;
  private final long end;

  /** Starts of the candles with missing parts, ascending. */
  private final long[] incomplete;

  private GroupedCandles(CandleSeries parts, CandleSeries candles, long[] incomplete) {
    this.source = parts.timeframe();
    this.end = parts.end();
    this.candles = candles;
    this.incomplete = incomplete;
  }

  /**
   * Puts candles together. A candle with missing parts has what is there.
   *
   * @param to the timeframe of the series, or a multiple of it
   */
  public static GroupedCandles of(CandleSeries parts, Timeframe to) {
    if (parts.timeframe() == to) {
      return new GroupedCandles(parts, parts, new long[0]);
    }
    int whole = to.seconds() / parts.timeframe().seconds();
    CandleSeries.Builder candles = new CandleSeries.Builder(to, parts.size() / whole + 1);
    long[] incomplete = new long[16];
    int missing = 0;
    for (int begin = 0, end; begin < parts.size(); begin = end) {
      long start = to.floor(parts.from(begin));
      double high = parts.high(begin);
      double low = parts.low(begin);
      for (end = begin + 1; end < parts.size() && to.floor(parts.from(end)) == start; end++) {
        high = Math.max(high, parts.high(end));
        low = Math.min(low, parts.low(end));
      }
      candles.add(start, parts.open(begin), high, low, parts.close(end - 1));
      if (end - begin < whole) {
        if (missing == incomplete.length) {
          incomplete = Arrays.copyOf(incomplete, 2 * missing);
        }
        incomplete[missing++] = start;
      }
    }
    return new GroupedCandles(parts, candles.build(), Arrays.copyOf(incomplete, missing));
  }

  /** The timeframe of the parts; that of the candles if nothing was put together. */
  public Timeframe source() {
    return source;
  }

  public CandleSeries candles() {
    return candles;
  }

  /** End of the last part in UTC epoch seconds, exclusive; 0 without candles. */
  public long end() {
    return end;
  }

  /** Number of candles with missing parts. */
  public int incomplete() {
    return incomplete.length;
  }

  /** Number of those that start within {@code [from, to)}, in UTC epoch seconds. */
  public int incomplete(long from, long to) {
    return Math.max(0, ceiling(to) - ceiling(from));
  }

  private int ceiling(long time) {
    int index = Arrays.binarySearch(incomplete, time);
    return index < 0 ? -index - 1 : index;
  }
}
