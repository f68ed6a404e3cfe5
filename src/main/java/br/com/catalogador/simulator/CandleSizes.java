package br.com.catalogador.simulator;

import java.util.Arrays;

/** The candle sizes of the broker in seconds, ascending. */
final class CandleSizes {
  private static final int[] ALL = {
    1, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 28_800, 43_200, 86_400,
    604_800, 2_592_000
  };
  private static final int DAY = 86_400;

  private CandleSizes() {}

  /** All sizes; returns a copy. */
  static int[] all() {
    return ALL.clone();
  }

  /** Whether the broker has candles of a size. */
  static boolean has(int size) {
    return Arrays.binarySearch(ALL, size) >= 0;
  }

  /** How long candles of a size are kept, in seconds. */
  static long depth(int size) {
    if (size <= 5) {
      return 7L * DAY;
    }
    if (size <= 30) {
      return 30L * DAY;
    }
    if (size <= 300) {
      return (long) size * DAY; // a minute 60 days, five minutes 300
    }
    return size < 3_600 ? 1_000L * DAY : 4_700L * DAY;
  }
}
