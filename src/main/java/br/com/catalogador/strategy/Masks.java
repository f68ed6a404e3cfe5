package br.com.catalogador.strategy;

import java.util.List;

/**
 * A pattern as bit masks of the window that ends with the last candle of a block's cycle: bit 63 is
 * that candle, each lower bit one candle earlier.
 *
 * @param end offset of the first candle after the window, relative to the block's first candle
 * @param analyzed the analyzed candles
 * @param attempts the candles of entry and martingales, the entry lowest
 * @param leaders for FOLLOW_EACH: bit indexes of the analyzed candles whose color attempts repeat;
 *     otherwise empty
 * @param followers for each leader, the attempts that repeat its color
 */
record Masks(int end, long analyzed, long attempts, int[] leaders, long[] followers) {

  static Masks of(Pattern pattern, int martingale) {
    List<Integer> attempts = pattern.attempts(martingale);
    int end = attempts.get(martingale) + 1;
    int leading =
        pattern.rule() == Rule.FOLLOW_EACH
            ? Math.min(attempts.size(), pattern.analyzed().size())
            : 0;
    int[] leaders = new int[leading];
    long[] followers = new long[leading];
    for (int k = 0; k < attempts.size() && leading > 0; k++) {
      int leader = Math.min(k, leading - 1);
      leaders[leader] = index(pattern.analyzed().get(leader), end);
      followers[leader] |= bit(attempts.get(k), end);
    }
    return new Masks(end, bits(pattern.analyzed(), end), bits(attempts, end), leaders, followers);
  }

  /** The attempts that expect green because their leader is green. */
  long following(long green) {
    long calls = 0;
    for (int i = 0; i < leaders.length; i++) {
      calls |= followers[i] & -(green >>> leaders[i] & 1);
    }
    return calls;
  }

  private static long bits(List<Integer> offsets, int end) {
    return offsets.stream().mapToLong(offset -> bit(offset, end)).reduce(0, (a, b) -> a | b);
  }

  private static long bit(int offset, int end) {
    return 1L << index(offset, end);
  }

  private static int index(int offset, int end) {
    return Pattern.WINDOW - (end - offset);
  }
}
