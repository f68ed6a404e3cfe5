package br.com.catalogador.strategy;

import java.util.Locale;
import java.util.Optional;

/** What a doji on an attempt's candle means. */
public enum TieRule {
  /** A lost attempt; the next martingale follows. */
  LOSS,
  /** The broker refunds that stake and the cycle ends. */
  TIE;

  /** The name used in addresses, files and on the command line: lower case. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The tie rule of a wire name, or empty when there is none of that name. */
  public static Optional<TieRule> ofWireName(String wireName) {
    for (TieRule rule : values()) {
      if (rule.wireName().equals(wireName)) {
        return Optional.of(rule);
      }
    }
    return Optional.empty();
  }
}
