package br.com.catalogador.strategy;

import br.com.catalogador.strategy.PatternException.Problem;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The candles that a strategy reads, and its rule. All positions are offsets in candles from the
 * block's first candle (c1 = 0); negative ones lie before the block, those from {@code
 * blockCandles} on after it. {@link PatternText} reads and writes it as text, where c1 = 1.
 *
 * @param blockCandles length of a block in candles, 1 to {@value #MAX_BLOCK}; blocks are aligned to
 *     the UTC epoch
 * @param analyzed the candles that decide the signal, in the order in which {@link
 *     Rule#FOLLOW_EACH} and painted sequences read them; 1 to {@value #MAX_ANALYZED}, all different
 * @param rule derives the signal from the analyzed colors
 * @param sequences the sequences of {@link Rule#PAINTED}; empty for every other rule
 * @param attempts the candles of the entry and of the first martingales, 1 to 6, strictly
 *     ascending, all after the last analyzed one; see {@link #attempt}
 */
public record Pattern(
    int blockCandles,
    List<Integer> analyzed,
    Rule rule,
    List<Sequence> sequences,
    List<Integer> attempts) {
  /** Maximum number of martingales. */
  public static final int MAX_MARTINGALE = 5;

  /** All candles that decide one block lie within this many consecutive ones. */
  public static final int WINDOW = 64;

  public static final int MAX_BLOCK = 60;
  public static final int MAX_ANALYZED = 10;

  /**
   * One painted sequence.
   *
   * @param colors one of G, R and * for each analyzed candle
   * @param signal the signal when they fit
   */
  public record Sequence(String colors, Signal signal) {}

  /**
   * @throws PatternException if one of these rules is broken
   */
  public Pattern {
    analyzed = List.copyOf(analyzed);
    sequences = List.copyOf(sequences);
    attempts = List.copyOf(attempts);
    Problem.BLOCK.unless(blockCandles >= 1 && blockCandles <= MAX_BLOCK, blockCandles);
    requireAnalyzed(analyzed, rule);
    requireSequences(sequences, analyzed.size());
    requireAttempts(attempts, Collections.max(analyzed));
    long window = (long) attempt(attempts, MAX_MARTINGALE) - Collections.min(analyzed) + 1;
    Problem.WINDOW.unless(window <= WINDOW, window);
  }

  private static void requireAnalyzed(List<Integer> analyzed, Rule rule) {
    int count = analyzed.size();
    Problem.ANALYZED.unless(count >= 1 && count <= MAX_ANALYZED, count);
    Problem.DIFFERENT.unless(new HashSet<>(analyzed).size() == count, PatternText.of(analyzed));
    Problem.ONE_CANDLE.unless(!rule.takesOneCandle() || count == 1, PatternText.of(analyzed));
  }

  private static void requireSequences(List<Sequence> sequences, int length) {
    for (Sequence sequence : sequences) {
      Problem.SYMBOLS.unless(sequence.colors().matches("[GR*]*"), sequence.colors());
      Problem.SEQUENCE.unless(sequence.colors().length() == length, sequence.colors(), length);
    }
  }

  private static void requireAttempts(List<Integer> attempts, int lastAnalyzed) {
    int count = attempts.size();
    Problem.ATTEMPTS.unless(count >= 1 && count <= MAX_MARTINGALE + 1, count);
    for (int i = 1; i < count; i++) {
      Problem.RISING.unless(attempts.get(i - 1) < attempts.get(i), PatternText.of(attempts));
    }
    Problem.AFTER.unless(attempts.get(0) > lastAnalyzed, PatternText.of(attempts.subList(0, 1)));
  }

  /**
   * The candle of attempt {@code k}: beyond the declared attempts the consecutive candles after the
   * last.
   */
  public int attempt(int k) {
    return attempt(attempts, k);
  }

  private static int attempt(List<Integer> declared, int k) {
    int last = declared.size() - 1;
    return k <= last ? declared.get(k) : declared.get(last) + k - last;
  }

  /** The candles of the entry and of the martingales up to the given one. */
  public List<Integer> attempts(int martingale) {
    return IntStream.rangeClosed(0, martingale).mapToObj(this::attempt).toList();
  }

  public int firstAnalyzed() {
    return Collections.min(analyzed);
  }

  public int lastAnalyzed() {
    return Collections.max(analyzed);
  }

  /**
   * The number of newest closed candles that contain {@code quadrants} complete listed blocks of a
   * gapless series, from the first candle of the oldest, at any second.
   */
  public int candlesFor(int quadrants) {
    int first = firstAnalyzed();
    int lead = first > 0 && first < blockCandles ? first : 0;
    return Math.addExact(
        Math.multiplyExact(quadrants, blockCandles), lastAnalyzed() - first + lead);
  }
}
