package br.com.catalogador.strategy;

import br.com.catalogador.candle.ColorWords;

/**
 * Where the newest listed blocks of a market begin.
 *
 * @param firstSlot anchor of the oldest of them; greater than every slot if there is none
 * @param skipped number of blocks between the oldest and the newest of them with some, but not all,
 *     of their analyzed candles
 */
record Listing(long firstSlot, long skipped) {

  /**
   * Finds them, reading the words backwards.
   *
   * @param quadrants at most so many; at least 1
   */
  static Listing newest(ColorWords words, Outcomes outcomes, int quadrants) {
    long firstSlot = Long.MAX_VALUE;
    long skipped = 0;
    long partialBefore = 0;
    int left = quadrants;
    for (int index = words.size() - 2; index >= 0 && left > 0; index--) {
      outcomes.read(words, index);
      long partial = outcomes.partial;
      if (outcomes.listed == 0) {
        partialBefore += Long.bitCount(partial);
        continue;
      }
      long listed = newest(outcomes.listed, left);
      long newest = Long.highestOneBit(listed);
      long oldest = Long.lowestOneBit(listed);
      // Blocks count as skipped only between listed ones: above the oldest, below the newest.
      if (left < quadrants) {
        skipped += partialBefore + Long.bitCount(partial & -newest);
      }
      skipped += Long.bitCount(partial & newest - 1 & -oldest);
      partialBefore = Long.bitCount(partial & oldest - 1);
      left -= Long.bitCount(listed);
      firstSlot = words.number(index) * ColorWords.SLOTS + Long.numberOfTrailingZeros(listed);
    }
    return new Listing(firstSlot, skipped);
  }

  /** The highest so many bits of a word. */
  static long newest(long listed, int count) {
    long kept = listed;
    for (int excess = Long.bitCount(listed) - count; excess > 0; excess--) {
      kept &= kept - 1;
    }
    return kept;
  }
}
