package br.com.catalogador.app.check;

import java.util.Locale;

/** How a step, or the whole check, ended. */
public enum Outcome {
  OK,
  /** It works, but an operator should know something. */
  WARNING,
  FAILED,
  /** Not tried: not needed, or impossible after an earlier failure. */
  SKIPPED;

  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
