package br.com.catalogador.strategy;

import br.com.catalogador.candle.ColorWords;
import java.util.Arrays;

/**
 * The 64 slots that begin some slots after a word begins: its upper bits, followed by the lower
 * ones of the next word.
 *
 * <p>The lower bits of the next word first take the place of the word's own, then the word is
 * rotated: an AND, an XOR and a rotation, where two shifts would take more operations.
 */
final class Shift {
  /** For each distance the slots of a word below it. */
  private static final long[] BELOW = new long[ColorWords.SLOTS];

  static {
    Arrays.setAll(BELOW, distance -> (1L << distance) - 1);
  }

  private Shift() {}

  /**
   * @param diff the word, exclusive or the next one
   * @param distance 0 to 63
   */
  static long of(long word, long diff, int distance) {
    return Long.rotateRight(word ^ diff & BELOW[distance & ColorWords.SLOTS - 1], distance);
  }

  /** The slots after word {@code index} of an array. */
  static long of(long[] words, int index, int distance) {
    return of(words[index], words[index] ^ words[index + 1], distance);
  }
}
