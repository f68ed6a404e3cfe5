package br.com.catalogador.cache;

import br.com.catalogador.candle.CandleSeries;
import java.util.Arrays;

/**
 * The closed candles of one {@linkplain PageKey page} in columns, and the ranges of its span that
 * are known. In a known range a missing candle is a hole in the market; elsewhere nothing is known.
 * Immutable.
 *
 * <p>Times are slots, counted from the page's start; a full page takes 34 bytes per candle.
 */
final class Page {
  /** Number of slots in a page: about 17 hours of one-minute candles. */
  static final int SLOTS = 1024;

  /** Returned where nothing is known. */
  static final int NONE = -1;

  private static final short[] NOTHING = {};

  private final short[] slots;
  private final double[] open;
  private final double[] high;
  private final double[] low;
  private final double[] close;

  /** Disjoint known ranges in order of time: start and end (exclusive) alternate. */
  private final short[] known;

  /** Uses the arrays without copying them; see the fields. */
  Page(short[] slots, double[] open, double[] high, double[] low, double[] close, short[] known) {
    this.slots = slots;
    this.open = open;
    this.high = high;
    this.low = low;
    this.close = close;
    this.known = known;
  }

  /** A page whose one known range is {@code [from, to)} in epoch seconds, with its candles. */
  static Page of(PageKey key, CandleSeries candles, long from, long to) {
    int begin = candles.ceiling(from);
    int size = candles.ceiling(to) - begin;
    short[] slots = new short[size];
    double[][] prices = new double[4][size];
    for (int i = 0; i < size; i++) {
      slots[i] = (short) key.slot(candles.from(begin + i));
      prices[0][i] = candles.open(begin + i);
      prices[1][i] = candles.high(begin + i);
      prices[2][i] = candles.low(begin + i);
      prices[3][i] = candles.close(begin + i);
    }
    short[] known = {(short) key.slot(from), (short) key.slot(to)};
    return new Page(slots, prices[0], prices[1], prices[2], prices[3], known);
  }

  /** Number of candles. */
  int size() {
    return slots.length;
  }

  int slot(int index) {
    return slots[index];
  }

  double open(int index) {
    return open[index];
  }

  double high(int index) {
    return high[index];
  }

  double low(int index) {
    return low[index];
  }

  double close(int index) {
    return close[index];
  }

  /** Number of known ranges. */
  int ranges() {
    return known.length / 2;
  }

  int rangeFrom(int range) {
    return known[2 * range];
  }

  /** End of a known range, exclusive. */
  int rangeTo(int range) {
    return known[2 * range + 1];
  }

  /** Index of the first candle at or after a slot; {@link #size()} when there is none. */
  int ceiling(int slot) {
    int index = Arrays.binarySearch(slots, (short) slot);
    return index < 0 ? -index - 1 : index;
  }

  /** Start of the known range that contains the slot just before this one, or {@link #NONE}. */
  int knownSince(int slot) {
    for (int range = 0; range < ranges(); range++) {
      if (rangeFrom(range) < slot && slot <= rangeTo(range)) {
        return rangeFrom(range);
      }
    }
    return NONE;
  }

  /** End of the last known range that ends before this slot, or {@link #NONE}. */
  int knownBefore(int slot) {
    int last = NONE;
    for (int range = 0; range < ranges() && rangeTo(range) < slot; range++) {
      last = rangeTo(range);
    }
    return last;
  }

  /** Whether all known ranges of another page of the same span are known here. */
  boolean covers(Page other) {
    for (int range = 0; range < other.ranges(); range++) {
      int since = knownSince(other.rangeTo(range));
      if (since == NONE || since > other.rangeFrom(range)) {
        return false;
      }
    }
    return true;
  }

  /** The ranges and candles of both; where both have a candle, the other's is taken. */
  Page merge(Page other) {
    short[] slotsOfBoth = new short[slots.length + other.slots.length];
    double[][] prices = new double[4][slotsOfBoth.length];
    int size = 0;
    int mine = 0;
    int theirs = 0;
    while (mine < slots.length || theirs < other.slots.length) {
      boolean takeTheirs =
          mine == slots.length || theirs < other.slots.length && other.slots[theirs] <= slots[mine];
      Page from = takeTheirs ? other : this;
      int index = takeTheirs ? theirs++ : mine++;
      if (takeTheirs && mine < slots.length && slots[mine] == from.slots[index]) {
        mine++;
      }
      slotsOfBoth[size] = from.slots[index];
      prices[0][size] = from.open[index];
      prices[1][size] = from.high[index];
      prices[2][size] = from.low[index];
      prices[3][size] = from.close[index];
      size++;
    }
    return new Page(
        Arrays.copyOf(slotsOfBoth, size),
        Arrays.copyOf(prices[0], size),
        Arrays.copyOf(prices[1], size),
        Arrays.copyOf(prices[2], size),
        Arrays.copyOf(prices[3], size),
        joined(known, other.known));
  }

  /** The union of two lists of ranges; adjacent ranges become one. */
  private static short[] joined(short[] ours, short[] theirs) {
    short[] joined = new short[ours.length + theirs.length];
    int size = 0;
    int mine = 0;
    int other = 0;
    while (mine < ours.length || other < theirs.length) {
      boolean takeMine =
          other == theirs.length || mine < ours.length && ours[mine] <= theirs[other];
      short from = takeMine ? ours[mine] : theirs[other];
      short to = takeMine ? ours[mine + 1] : theirs[other + 1];
      if (takeMine) {
        mine += 2;
      } else {
        other += 2;
      }
      if (size > 0 && from <= joined[size - 1]) {
        joined[size - 1] = (short) Math.max(joined[size - 1], to);
      } else {
        joined[size++] = from;
        joined[size++] = to;
      }
    }
    return size == 0 ? NOTHING : Arrays.copyOf(joined, size);
  }

  /** Adds the candles of an index range to a series, oldest first. */
  void addTo(CandleSeries.Builder series, PageKey key, int begin, int end) {
    series.addAll(key.begin(), slots, open, high, low, close, begin, end);
  }

  /** Equal when candles and known ranges are. */
  @Override
  public boolean equals(Object object) {
    return object instanceof Page other
        && Arrays.equals(slots, other.slots)
        && Arrays.equals(open, other.open)
        && Arrays.equals(high, other.high)
        && Arrays.equals(low, other.low)
        && Arrays.equals(close, other.close)
        && Arrays.equals(known, other.known);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(slots) + Arrays.hashCode(close);
  }

  @Override
  public String toString() {
    return size() + " candles, known " + Arrays.toString(known);
  }
}
