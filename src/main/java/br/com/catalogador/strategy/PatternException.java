package br.com.catalogador.strategy;

/** The text of a pattern breaks a rule: which part, what came, and what is right. */
public final class PatternException extends IllegalArgumentException {
  private static final int LONGEST_SHOWN = 60;

  private final Problem problem;
  private final String part;
  private final String got;
  private final String expected;

  private PatternException(Problem problem, String part, String got, String expected) {
    super("pattern, " + part + ": expected " + expected + ", not " + got);
    this.problem = problem;
    this.part = part;
    this.got = got;
    this.expected = expected;
  }

  /** The rules of a pattern's text. */
  public enum Problem {
    PARTS("text", "four parts, block:analysed:rule:attempts"),
    NUMBER("text", "a number such as 5, 0 or -2"),
    RULE("rule", "a rule: min, maj, same, opp, each, or sequences such as GGR=C,RRG=P"),
    SIDE("rule", "C or P after each sequence"),
    BLOCK("block", "block 1..60"),
    ANALYZED("analysed", "1..10 analysed positions"),
    DIFFERENT("analysed", "different positions"),
    ONE_CANDLE("analysed", "one position: same and opp take one candle"),
    SYMBOLS("rule", "G, R or * for each analysed candle"),
    SEQUENCE("rule", "sequence of %d symbols, one for each analysed candle"),
    ATTEMPTS("attempts", "1..6 attempts"),
    RISING("attempts", "rising positions"),
    AFTER("attempts", "attempts after the last analysed position"),
    WINDOW("attempts", "all within 64 candles, from the first analysed to gale 5");

    private final String part;
    private final String expected;

    Problem(String part, String expected) {
      this.part = part;
      this.expected = expected;
    }

    /** Throws unless the rule is kept. */
    void unless(boolean kept, Object got) {
      if (!kept) {
        throw in(part, got);
      }
    }

    /** As {@link #unless(boolean, Object)}, for the rule with a length in it. */
    void unless(boolean kept, Object got, int length) {
      if (!kept) {
        throw new PatternException(this, part, shown(got), expected.formatted(length));
      }
    }

    PatternException in(String part, Object got) {
      return new PatternException(this, part, shown(got), expected);
    }

    private static String shown(Object got) {
      String text = String.valueOf(got);
      return text.length() <= LONGEST_SHOWN ? text : text.length() + " characters";
    }
  }

  public Problem problem() {
    return problem;
  }

  /** The part of the text: block, analysed, rule or attempts; text for the whole. */
  public String part() {
    return part;
  }

  /** What came instead. */
  public String got() {
    return got;
  }

  /** What is right, in English. */
  public String expected() {
    return expected;
  }
}
