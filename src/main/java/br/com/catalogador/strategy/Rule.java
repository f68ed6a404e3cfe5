package br.com.catalogador.strategy;

import java.util.Optional;

/**
 * Derives a signal from the colors of a block's analyzed candles. With a doji among them there is
 * no signal under any rule.
 */
public enum Rule {
  /** The less frequent color; the absent one if all are equal. */
  MINORITY("min"),
  /** The more frequent color. */
  MAJORITY("maj"),
  /** The color of the one analyzed candle. */
  SAME("same"),
  /** The other color than that of the one analyzed candle. */
  OPPOSITE("opp"),
  /**
   * Attempt k repeats the color of analyzed candle k; later attempts repeat that of the last one.
   * There is never a draw.
   */
  FOLLOW_EACH("each"),
  /** The first painted sequence of colors that fits; its text are the sequences themselves. */
  PAINTED(null);

  private final String text;

  Rule(String text) {
    this.text = text;
  }

  /** The rule in the text of a pattern; null for {@link #PAINTED}. */
  String text() {
    return text;
  }

  static Optional<Rule> ofText(String text) {
    for (Rule rule : values()) {
      if (text.equals(rule.text)) {
        return Optional.of(rule);
      }
    }
    return Optional.empty();
  }

  boolean takesOneCandle() {
    return this == SAME || this == OPPOSITE;
  }
}
