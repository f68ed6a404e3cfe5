package br.com.catalogador.candle.file;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The rows of a file as columns, in the order of the file. They grow by blocks, so that millions of
 * rows need little more memory than their candles: {@link #seal} turns the blocks into arrays, one
 * column at a time.
 */
final class Rows {
  /** Small enough that a block is no large object for the garbage collector, which wastes half. */
  private static final int BLOCK_BITS = 13;

  private static final int BLOCK = 1 << BLOCK_BITS;

  /** As {@link TimeParser} gave them, until they are converted to epoch seconds. */
  long[] times;

  /** Four columns in the order of the file, until {@link PriceOrder} says what they are. */
  final double[][] prices = new double[4][];

  /** The line or item of each row. */
  int[] places;

  /** Rows whose volume is 0. */
  final BitSet withoutVolume = new BitSet();

  /** Rows that the file says are not final. */
  final BitSet running = new BitSet();

  int size;
  boolean anyVolume;

  private final List<long[]> timeBlocks = new ArrayList<>();
  private final List<List<double[]>> priceBlocks =
      List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
  private final List<int[]> placeBlocks = new ArrayList<>();

  void add(long time, double[] four, int place) {
    int within = size & BLOCK - 1;
    if (within == 0) {
      timeBlocks.add(new long[BLOCK]);
      priceBlocks.forEach(blocks -> blocks.add(new double[BLOCK]));
      placeBlocks.add(new int[BLOCK]);
    }
    int block = size >> BLOCK_BITS;
    timeBlocks.get(block)[within] = time;
    for (int i = 0; i < 4; i++) {
      priceBlocks.get(i).get(block)[within] = four[i];
    }
    placeBlocks.get(block)[within] = place;
    size++;
  }

  /** Ends the adding; the columns can be read from now on. */
  void seal() {
    times = new long[size];
    joined(timeBlocks, times);
    for (int i = 0; i < 4; i++) {
      prices[i] = new double[size];
      joined(priceBlocks.get(i), prices[i]);
    }
    places = new int[size];
    joined(placeBlocks, places);
  }

  private void joined(List<?> blocks, Object whole) {
    for (int i = 0; i < blocks.size(); i++) {
      int begin = i << BLOCK_BITS;
      System.arraycopy(blocks.get(i), 0, whole, begin, Math.min(BLOCK, size - begin));
    }
    blocks.clear();
  }

  /** Turns the order around. */
  void reverse() {
    for (int i = 0, j = size - 1; i < j; i++, j--) {
      long time = times[i];
      times[i] = times[j];
      times[j] = time;
      int place = places[i];
      places[i] = places[j];
      places[j] = place;
      for (double[] column : prices) {
        double price = column[i];
        column[i] = column[j];
        column[j] = price;
      }
      swap(withoutVolume, i, j);
      swap(running, i, j);
    }
  }

  /** Sorts by time; rows of the same time keep their order. */
  void sort() {
    int bits = 32 - Integer.numberOfLeadingZeros(size);
    long[] keys = new long[size];
    for (int i = 0; i < size; i++) {
      keys[i] = times[i] << bits | i;
    }
    Arrays.sort(keys);
    int mask = (1 << bits) - 1;
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      order[i] = (int) keys[i] & mask;
      times[i] = keys[i] >> bits;
    }
    for (int c = 0; c < 4; c++) {
      double[] from = prices[c];
      double[] to = new double[size];
      for (int i = 0; i < size; i++) {
        to[i] = from[order[i]];
      }
      prices[c] = to;
    }
    int[] moved = new int[size];
    for (int i = 0; i < size; i++) {
      moved[i] = places[order[i]];
    }
    places = moved;
    permute(withoutVolume, order);
    permute(running, order);
  }

  /** Moves row {@code from} to {@code to}, which is not after it. */
  void move(int from, int to) {
    if (from == to) {
      return;
    }
    times[to] = times[from];
    places[to] = places[from];
    for (double[] column : prices) {
      column[to] = column[from];
    }
    withoutVolume.set(to, withoutVolume.get(from));
    running.set(to, running.get(from));
  }

  private static void swap(BitSet bits, int i, int j) {
    boolean bit = bits.get(i);
    bits.set(i, bits.get(j));
    bits.set(j, bit);
  }

  private static void permute(BitSet bits, int[] order) {
    if (bits.isEmpty()) {
      return;
    }
    BitSet old = (BitSet) bits.clone();
    bits.clear();
    for (int i = 0; i < order.length; i++) {
      bits.set(i, old.get(order[i]));
    }
  }
}
