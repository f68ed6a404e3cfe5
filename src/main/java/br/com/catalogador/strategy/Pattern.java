package br.com.catalogador.strategy;

import java.util.ArrayList;
import java.util.List;

/**
 * The candles that a strategy reads in one timeframe, and its rule. All positions are offsets in
 * candles from the block's first candle (c1 = 0); negative ones lie in the previous block, those
 * from {@code blockCandles} on in the following one.
 *
 * @param blockCandles length of a block in candles, 1 to {@value #WINDOW}; blocks are aligned to
 *     the UTC epoch
 * @param rule derives the signal from the analyzed colors
 * @param analyzed the candles that decide the signal, strictly ascending, at least one
 * @param attempts the candles of the entry and of the martingales 1..{@value #MAX_MARTINGALE},
 *     strictly ascending, the first one after the last analyzed candle. The constructor accepts
 *     fewer, at least the entry; the rest are the consecutive candles after the last.
 */
public record Pattern(int blockCandles, Rule rule, List<Integer> analyzed, List<Integer> attempts) {
  /** Maximum number of martingales. */
  public static final int MAX_MARTINGALE = 5;

  /** All candles that decide one block lie within this many consecutive ones. */
  public static final int WINDOW = 64;

  /**
   * @throws IllegalArgumentException if the declaration violates one of these rules; the message
   *     names it
   */
  public Pattern {
    require(blockCandles >= 1 && blockCandles <= WINDOW, "a block has 1 to " + WINDOW + " candles");
    require(!analyzed.isEmpty(), "at least one candle must be analyzed");
    require(!attempts.isEmpty(), "the entry candle is missing");
    require(attempts.size() <= MAX_MARTINGALE + 1, "at most " + MAX_MARTINGALE + " martingales");
    analyzed = List.copyOf(analyzed);
    attempts = List.copyOf(withConsecutive(attempts));
    require(ascending(analyzed), "analyzed candles must ascend: " + analyzed);
    require(ascending(attempts), "attempts must ascend: " + attempts);
    require(
        attempts.get(0) > last(analyzed),
        "the entry (" + attempts.get(0) + ") must follow every analyzed candle: " + analyzed);
    // long, because a declaration may contain any ints
    require(
        (long) last(attempts) - analyzed.get(0) < WINDOW,
        "analyzed candles and attempts must fit in " + WINDOW + " consecutive candles");
  }

  /**
   * The number of newest closed candles that contain {@code quadrants} complete listed blocks of a
   * gapless series and the analyzed candles of the forming block, at any second.
   */
  public int candlesFor(int quadrants) {
    int lookback = Math.max(0, -analyzed.get(0));
    return Math.addExact(Math.multiplyExact(quadrants, blockCandles), lastAnalyzed() + lookback);
  }

  int firstAnalyzed() {
    return analyzed.get(0);
  }

  int lastAnalyzed() {
    return last(analyzed);
  }

  private static List<Integer> withConsecutive(List<Integer> declared) {
    List<Integer> all = new ArrayList<>(declared);
    while (all.size() <= MAX_MARTINGALE) {
      all.add(last(all) + 1);
    }
    return all;
  }

  private static boolean ascending(List<Integer> offsets) {
    for (int i = 1; i < offsets.size(); i++) {
      if (offsets.get(i - 1) >= offsets.get(i)) {
        return false;
      }
    }
    return true;
  }

  private static int last(List<Integer> offsets) {
    return offsets.get(offsets.size() - 1);
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
