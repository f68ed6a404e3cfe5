package br.com.catalogador.strategy;

import br.com.catalogador.candle.ColorWords;
import br.com.catalogador.strategy.Pattern.Sequence;
import java.util.Arrays;
import java.util.List;

/**
 * The engine: the outcomes of all blocks that begin within a word of 64 candles, at once.
 *
 * <p><b>The idea.</b> A block stands for the slot of its first analyzed candle, its anchor. For
 * each candle that the pattern reads, the words of the market are shifted by the candle's distance
 * from the anchor; then bit {@code i} of every shifted word belongs to the block with anchor {@code
 * i}, and one operation treats the 64 blocks at once. All candles of a pattern lie within 64 slots,
 * so a word and the next one hold everything. Here blocks of five, analyzed c1 to c3, entry c4:
 *
 * <pre>
 * slot           0 1 2 3 4 5 6 7 8 9      the lowest bit is on the left
 * green          1 0 1 0 0 1 1 1 1 0
 * green ≫ 1      0 1 0 0 1 1 1 1 0 .      c2 of the block with that anchor
 * green ≫ 2      1 0 0 1 1 1 1 0 . .      c3
 * ≥ 2 of 3       1 . . . . 1 . . . .      majority green, at the anchors only
 * anchors        1 . . . . 1 . . . .      every fifth slot
 * green ≫ 3      0 . . . . 1 . . . .      c4: the first block lost its entry, the second won
 * </pre>
 *
 * <p>Colors are counted in all blocks at once by adders whose digits are words: digit words 1, 2
 * and 4 hold the counts of 64 blocks. The attempts are followed one after another: what an attempt
 * decides leaves the word of open blocks.
 *
 * <p>Usage: {@link #read} a word, then {@link #decide} the signals, then {@link #follow} the blocks
 * that are entered. The results are fields, to be read until the next word. Reused for many words;
 * not thread-safe.
 */
final class Outcomes {
  private final Anchors anchors;
  private final int[] analyzed;
  private final int lastAnalyzed;

  /**
   * The same distances as bits, for the loops that run for every word: C2 does not unroll a loop
   * over bits, which costs more than it gains for so few candles.
   */
  private final long analyzedMask;

  private final long attemptsMask;
  private final Rule rule;
  private final List<Sequence> sequences;
  private final int[] attempts;
  final boolean ties;

  /** The colors of the word, and where those of the next word differ, see {@link Shift}. */
  private long present;

  private long presentDiff;
  private long green;
  private long greenDiff;
  private long red;
  private long redDiff;

  /** Whether a slot of the two words has no candle; otherwise nothing is missing. */
  boolean hasGaps;

  /** Blocks with all analyzed candles. */
  long listed;

  /** Blocks with some, but not all, of their analyzed candles. */
  long partial;

  /** Listed blocks with a doji among the analyzed candles. */
  long doji;

  /** Listed blocks without doji and without signal: a draw, or no painted sequence fits. */
  long undecided;

  /** Listed blocks with a signal. */
  long signals;

  /** Where the entry expects green; elsewhere it expects red. Defined where there is a signal. */
  long calls;

  /** For each attempt the blocks that it won. */
  final long[] won;

  /** For each attempt the blocks that end there with a doji; zero unless dojis tie. */
  final long[] tied;

  /** For each attempt the blocks whose candle does not exist, at least not yet. */
  final long[] missing;

  /** Blocks that lost every attempt. */
  long lost;

  Outcomes(Pattern pattern, int martingale, TieRule tie) {
    int first = pattern.firstAnalyzed();
    this.anchors = new Anchors(pattern);
    this.analyzed = pattern.analyzed().stream().mapToInt(offset -> offset - first).toArray();
    this.lastAnalyzed = pattern.lastAnalyzed() - first;
    this.rule = pattern.rule();
    this.sequences = pattern.sequences();
    this.attempts =
        pattern.attempts(martingale).stream().mapToInt(offset -> offset - first).toArray();
    this.analyzedMask = mask(analyzed);
    this.attemptsMask = mask(attempts);
    this.ties = tie == TieRule.TIE;
    this.won = new long[martingale + 1];
    this.tied = new long[martingale + 1];
    this.missing = new long[martingale + 1];
  }

  static Outcomes of(CatalogSettings settings) {
    return new Outcomes(settings.pattern(), settings.martingale(), settings.tie());
  }

  private static long mask(int[] distances) {
    return Arrays.stream(distances).mapToLong(distance -> 1L << distance).sum();
  }

  /** Distance of the entry's candle from the anchor. */
  int entry() {
    return attempts[0];
  }

  /** Distance of an attempt's candle from the anchor. */
  int attempt(int k) {
    return attempts[k];
  }

  /** Distance of the last analyzed candle from the anchor. */
  int lastAnalyzed() {
    return lastAnalyzed;
  }

  /** Reads a word, not the last one, and finds the listed blocks. */
  void read(ColorWords words, int index) {
    present = words.present(index);
    presentDiff = present ^ words.present(index + 1);
    green = words.green(index);
    greenDiff = green ^ words.green(index + 1);
    red = words.red(index);
    redDiff = red ^ words.red(index + 1);
    listed = anchors.of(words.number(index));
    partial = 0;
    if ((present & words.present(index + 1)) != -1) {
      hasGaps = true;
      listOverGaps();
    } else if (hasGaps) {
      hasGaps = false;
      Arrays.fill(missing, 0);
    }
  }

  private void listOverGaps() {
    long all = listed;
    long any = 0;
    for (long left = analyzedMask; left != 0; left &= left - 1) {
      int candle = Long.numberOfTrailingZeros(left);
      long there = Shift.of(present, presentDiff, candle);
      all &= there;
      any |= there;
    }
    partial = listed & any & ~all;
    listed = all;
  }

  /** Finds the signals of the listed blocks. */
  void decide() {
    switch (rule) {
      case MINORITY -> count(-1);
      case MAJORITY -> count(0);
      case OPPOSITE -> followFirst(-1);
      case SAME, FOLLOW_EACH -> followFirst(0);
      case PAINTED -> matchSequences();
    }
    signals = listed & ~doji & ~undecided;
  }

  /**
   * Counts the green ones among n candles, in three digits that begin at 7 − n/2: the count
   * overflows where more than half are green, and stands at 7 where exactly half are.
   */
  private void count(long inverted) {
    int start = 7 - analyzed.length / 2;
    long ones = -(start & 1L);
    long twos = -(start >>> 1 & 1L);
    long fours = -(start >>> 2 & 1L);
    long overflow = 0;
    long colored = -1;
    long either = green | red;
    long eitherDiff = greenDiff ^ redDiff;
    for (long left = analyzedMask; left != 0; left &= left - 1) {
      int candle = Long.numberOfTrailingZeros(left);
      long greens = Shift.of(green, greenDiff, candle);
      colored &= Shift.of(either, eitherDiff, candle);
      long carry = ones & greens;
      ones ^= greens;
      long carry2 = twos & carry;
      twos ^= carry;
      overflow |= fours & carry2;
      fours ^= carry2;
    }
    doji = listed & ~colored;
    undecided = analyzed.length % 2 == 0 ? listed & colored & ones & twos & fours : 0;
    calls = overflow ^ inverted;
  }

  private void followFirst(long inverted) {
    doji = listed & ~colored();
    undecided = 0;
    calls = Shift.of(green, greenDiff, analyzed[0]) ^ inverted;
  }

  private void matchSequences() {
    long colored = colored();
    long open = listed & colored;
    doji = listed & ~colored;
    calls = 0;
    for (Sequence sequence : sequences) {
      long fitting = open & fitting(sequence.colors());
      calls |= sequence.signal() == Signal.CALL ? fitting : 0;
      open &= ~fitting;
    }
    undecided = open;
  }

  private long fitting(String colors) {
    long fitting = -1;
    for (int i = 0; i < analyzed.length; i++) {
      char color = colors.charAt(i);
      if (color == 'G') {
        fitting &= Shift.of(green, greenDiff, analyzed[i]);
      } else if (color == 'R') {
        fitting &= Shift.of(red, redDiff, analyzed[i]);
      }
    }
    return fitting;
  }

  /** Where no analyzed candle is a doji. */
  private long colored() {
    long colored = -1;
    for (long left = analyzedMask; left != 0; left &= left - 1) {
      int candle = Long.numberOfTrailingZeros(left);
      colored &= Shift.of(green ^ red, greenDiff ^ redDiff, candle);
    }
    return colored;
  }

  /**
   * Follows blocks through their attempts.
   *
   * @param entered blocks with a signal
   */
  void follow(long entered) {
    long open = entered;
    int k = 0;
    for (long left = attemptsMask; left != 0; left &= left - 1, k++) {
      int candle = Long.numberOfTrailingZeros(left);
      long expected = rule == Rule.FOLLOW_EACH ? leader(k) : calls;
      long greens = Shift.of(green, greenDiff, candle);
      long reds = Shift.of(red, redDiff, candle);
      long wins = open & (expected & greens | ~expected & reds);
      won[k] = wins;
      open ^= wins;
      if (hasGaps) {
        missing[k] = open & ~Shift.of(present, presentDiff, candle);
        open ^= missing[k];
      }
      if (ties) {
        tied[k] = open & ~(greens | reds);
        open ^= tied[k];
      }
    }
    lost = open;
  }

  /** For FOLLOW_EACH: where the analyzed candle that an attempt repeats is green. */
  private long leader(int k) {
    return Shift.of(green, greenDiff, analyzed[Math.min(k, analyzed.length - 1)]);
  }

  /** The number of green analyzed candles of one block. */
  int greens(long block) {
    return count(green, greenDiff, block);
  }

  /** The number of red analyzed candles of one block. */
  int reds(long block) {
    return count(red, redDiff, block);
  }

  private int count(long word, long diff, long block) {
    int count = 0;
    for (int candle : analyzed) {
      count += (Shift.of(word, diff, candle) & block) != 0 ? 1 : 0;
    }
    return count;
  }
}
