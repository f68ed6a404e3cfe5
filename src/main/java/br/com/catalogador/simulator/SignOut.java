package br.com.catalogador.simulator;

import java.util.Locale;

/** How the broker ends sessions without closing their sockets. */
enum SignOut {
  /** Requests are refused as unauthorized. */
  REFUSE,
  /** A push announces the end, and requests are refused. */
  PUSH,
  /** Nothing is sent any more. */
  SILENCE;

  /**
   * The form of a name in lower case.
   *
   * @throws IllegalArgumentException if there is no such form
   */
  static SignOut of(String name) {
    for (SignOut form : values()) {
      if (form.name().toLowerCase(Locale.ROOT).equals(name)) {
        return form;
      }
    }
    throw new IllegalArgumentException("signOut.form must be refuse, push or silence");
  }
}
