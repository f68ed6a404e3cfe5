package br.com.catalogador.strategy;

import java.util.Locale;

/** The names of the conditions, in the order in which the first that fails is named. */
public enum Condition {
  SIDE,
  HOURS,
  WEEKDAYS,
  TREND,
  AFTER,
  AGREE;

  /** The name used in parameters and answers: lower case. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
