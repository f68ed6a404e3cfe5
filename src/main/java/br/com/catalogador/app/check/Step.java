package br.com.catalogador.app.check;

import java.util.Locale;

/** The steps of a check, in their order. */
public enum Step {
  NAME,
  TCP,
  TLS,
  LOGIN,
  SECOND_FACTOR,
  UPGRADE,
  AUTHENTICATE,
  TIME_SYNC,
  PROFILE,
  BALANCES,
  ASSETS,
  CANDLES,
  PUSHES,
  LOGOUT;

  /** The stable name in English snake_case, e.g. {@code second_factor}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
