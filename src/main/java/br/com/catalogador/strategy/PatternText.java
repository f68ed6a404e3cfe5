package br.com.catalogador.strategy;

import br.com.catalogador.strategy.Pattern.Sequence;
import br.com.catalogador.strategy.PatternException.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A pattern as text, {@code block:analysed:rule:attempts}: {@code 5:1,2,3:GGR=C,RRG=P:6,7,8}. The
 * text is the pattern's identity in URLs, files and the API; there is one text per pattern.
 *
 * <p>Positions count from 1, the block's first candle; 0, −1, … are the candles before it, those
 * beyond the block follow it. {@code GGR=C} means CALL when the analyzed candles are green, green
 * and red, in the order written; {@code *} fits both colors.
 */
public final class PatternText {
  private static final String NUMBER = "0|-?[1-9][0-9]{0,8}";
  private static final int PARTS = 4;

  private PatternText() {}

  /** Whether a text is meant as a pattern, right or wrong, and not as the id of a strategy. */
  public static boolean isPattern(String text) {
    return text.indexOf(':') >= 0;
  }

  /**
   * Reads a pattern.
   *
   * @throws PatternException if the text breaks a rule
   */
  public static Pattern read(String text) {
    String[] parts = text.split(":", -1);
    Problem.PARTS.unless(parts.length == PARTS, text);
    int block = number("block", parts[0]);
    List<Integer> analyzed = offsets("analysed", parts[1]);
    boolean painted = parts[2].indexOf('=') >= 0;
    Rule rule =
        painted
            ? Rule.PAINTED
            : Rule.ofText(parts[2]).orElseThrow(() -> Problem.RULE.in("rule", parts[2]));
    List<Sequence> sequences = painted ? sequences(parts[2]) : List.of();
    return new Pattern(block, analyzed, rule, sequences, offsets("attempts", parts[3]));
  }

  private static int number(String part, String text) {
    if (!text.matches(NUMBER)) {
      throw Problem.NUMBER.in(part, text);
    }
    return Integer.parseInt(text);
  }

  private static List<Integer> offsets(String part, String text) {
    List<Integer> offsets = new ArrayList<>();
    if (!text.isEmpty()) {
      for (String position : text.split(",", -1)) {
        offsets.add(number(part, position) - 1);
      }
    }
    return offsets;
  }

  private static List<Sequence> sequences(String text) {
    List<Sequence> sequences = new ArrayList<>();
    for (String sequence : text.split(",", -1)) {
      int end = sequence.indexOf('=');
      String side = end < 0 ? "" : sequence.substring(end + 1);
      Problem.SIDE.unless(side.equals("C") || side.equals("P"), sequence);
      Signal signal = side.equals("C") ? Signal.CALL : Signal.PUT;
      sequences.add(new Sequence(sequence.substring(0, end), signal));
    }
    return sequences;
  }

  /** Writes a pattern; {@link #read} reads the same pattern from it. */
  public static String of(Pattern pattern) {
    String rule =
        pattern.rule() == Rule.PAINTED
            ? pattern.sequences().stream().map(PatternText::of).collect(Collectors.joining(","))
            : pattern.rule().text();
    return "%d:%s:%s:%s"
        .formatted(pattern.blockCandles(), of(pattern.analyzed()), rule, of(pattern.attempts()));
  }

  private static String of(Sequence sequence) {
    return sequence.colors() + (sequence.signal() == Signal.CALL ? "=C" : "=P");
  }

  /** The positions of offsets. */
  static String of(List<Integer> offsets) {
    return offsets.stream()
        .map(offset -> String.valueOf(offset + 1))
        .collect(Collectors.joining(","));
  }
}
