package br.com.catalogador.app.check;

import br.com.catalogador.support.Secret;
import java.util.Optional;

/** With what a check enters the broker. */
public sealed interface Account {

  /**
   * E-mail and password.
   *
   * @param codes asks for the code of the second factor; null if nobody can be asked
   */
  record Password(String email, Secret password, CodePrompt codes) implements Account {}

  /** A session of the broker opened elsewhere; it is not logged out. */
  record Session(Secret ssid) implements Account {}

  /** Without an account: only the way to the broker is checked. */
  record None() implements Account {}

  /** Asks somebody for the code of the second factor; may block. */
  interface CodePrompt {
    /**
     * @param method {@code email} or {@code sms}
     * @return empty if nobody answers
     */
    Optional<Secret> ask(String method);
  }
}
