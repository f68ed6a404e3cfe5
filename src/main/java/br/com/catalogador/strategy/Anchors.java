package br.com.catalogador.strategy;

import br.com.catalogador.candle.ColorWords;

/**
 * The slots at which blocks are anchored, as words: the first analyzed candle of each block. A
 * repeating mask, because blocks follow each other on the grid without gaps. Not thread-safe.
 */
final class Anchors {
  private final int block;
  private final long first;
  private final int step;

  /** The word by its phase: the number of slots from an anchor to the word's beginning. */
  private final long[] masks;

  private long number = Long.MIN_VALUE;
  private int phase;

  Anchors(Pattern pattern) {
    this.block = pattern.blockCandles();
    this.first = pattern.firstAnalyzed();
    this.step = ColorWords.SLOTS % block;
    this.masks = new long[block];
    for (int slot = 0; slot < ColorWords.SLOTS; slot++) {
      masks[Math.floorMod(-slot, block)] |= 1L << slot;
    }
  }

  /** The anchors within a word. */
  long of(long word) {
    // The remainder of a division only after a gap.
    if (word == number + 1) {
      phase += step;
      phase -= phase >= block ? block : 0;
    } else if (word == number - 1) {
      phase -= step;
      phase += phase < 0 ? block : 0;
    } else {
      phase = Math.floorMod(word * ColorWords.SLOTS - first, block);
    }
    number = word;
    return masks[phase];
  }
}
