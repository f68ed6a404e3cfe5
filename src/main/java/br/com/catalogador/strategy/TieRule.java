package br.com.catalogador.strategy;

import java.util.Locale;
import java.util.Optional;

/** The meaning of a doji on an attempt's candle. */
public enum TieRule {
  /** The attempt is lost, and the next martingale follows. */
  LOSS,
  /** The broker refunds that stake and the cycle ends. */
  TIE;

  /** The name used in URLs, files and on the command line: lower case. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The tie rule of a wire name, or empty if there is none. */
  public static Optional<TieRule> ofWireName(String wireName) {
    for (TieRule rule : values()) {
      if (rule.wireName().equals(wireName)) {
        return Optional.of(rule);
      }
    }
    return Optional.empty();
  }
}
