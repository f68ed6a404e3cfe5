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
  private final Rule rule;
  private final List<Sequence> sequences;
  private final int[] attempts;
  final boolean ties;

  /** The colors of the word, and of the next one shifted left by one, see {@link #shifted}. */
  private long present;

  private long presentNext;
  private long green;
  private long greenNext;
  private long red;
  private long redNext;

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
    this.ties = tie == TieRule.TIE;
    this.won = new long[martingale + 1];
    this.tied = new long[martingale + 1];
    this.missing = new long[martingale + 1];
  }

  static Outcomes of(CatalogSettings settings) {
    return new Outcomes(settings.pattern(), settings.martingale(), settings.tie());
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
    presentNext = words.present(index + 1) << 1;
    green = words.green(index);
    greenNext = words.green(index + 1) << 1;
    red = words.red(index);
    redNext = words.red(index + 1) << 1;
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
    for (int candle : analyzed) {
      long there = shifted(present, presentNext, candle);
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
    long eitherNext = greenNext | redNext;
    for (int candle : analyzed) {
      long greens = shifted(green, greenNext, candle);
      colored &= shifted(either, eitherNext, candle);
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
    calls = shifted(green, greenNext, analyzed[0]) ^ inverted;
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
        fitting &= shifted(green, greenNext, analyzed[i]);
      } else if (color == 'R') {
        fitting &= shifted(red, redNext, analyzed[i]);
      }
    }
    return fitting;
  }

  /** Where no analyzed candle is a doji. */
  private long colored() {
    long colored = -1;
    for (int candle : analyzed) {
      colored &= shifted(green | red, greenNext | redNext, candle);
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
    for (int k = 0; k < attempts.length; k++) {
      int candle = attempts[k];
      long expected = rule == Rule.FOLLOW_EACH ? leader(k) : calls;
      long greens = shifted(green, greenNext, candle);
      long reds = shifted(red, redNext, candle);
      long wins = open & (expected & greens | ~expected & reds);
      won[k] = wins;
      open ^= wins;
      if (hasGaps) {
        missing[k] = open & ~shifted(present, presentNext, candle);
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
    return shifted(green, greenNext, analyzed[Math.min(k, analyzed.length - 1)]);
  }

  /** The number of green analyzed candles of one block. */
  int greens(long block) {
    return count(green, greenNext, block);
  }

  /** The number of red analyzed candles of one block. */
  int reds(long block) {
    return count(red, redNext, block);
  }

  private int count(long word, long next, long block) {
    int count = 0;
    for (int candle : analyzed) {
      count += (shifted(word, next, candle) & block) != 0 ? 1 : 0;
    }
    return count;
  }

  /**
   * The word that begins {@code distance} slots later: 0 to 63.
   *
   * @param next the next word, shifted left by one: a shift by {@code ~distance}, which is 63 −
   *     distance, completes the shift by 64 − distance, as Java ignores a shift by 64
   */
  private static long shifted(long word, long next, int distance) {
    return word >>> distance | next << ~distance;
  }

  /** The bits of words that begin {@code distance} slots after a word. */
  static long shifted(long[] words, int index, int distance) {
    return shifted(words[index], words[index + 1] << 1, distance);
  }
}
