package br.com.catalogador.simulator;

import java.util.Locale;

/** How a broker lets its clients know that it has ended their sessions, without closing sockets. */
enum SignOut {
  /** Whatever is asked is refused as unauthorized. */
  REFUSE,
  /** It says so unasked, and refuses what is asked. */
  PUSH,
  /** It sends nothing at all any more. */
  SILENCE;

  /**
   * @throws IllegalArgumentException with a sentence, if there is no such form
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
