package br.com.catalogador.app.check;

import br.com.catalogador.support.Secret;
import java.util.Optional;

/** The credentials of a check. */
public sealed interface Account {

  /**
   * E-mail and password.
   *
   * @param codes asks for the code of the second factor; null if nobody can be asked
   */
  record Password(String email, Secret password, CodePrompt codes) implements Account {}

  /** A session that was opened elsewhere; the check does not log it out. */
  record Session(Secret ssid) implements Account {}

  /** No account: only the connection to the broker is checked. */
  record None() implements Account {}

  /** Asks the user for the code of the second factor; may block. */
  interface CodePrompt {
    /**
     * @param method {@code email} or {@code sms}
     * @return empty if nobody answers
     */
    Optional<Secret> ask(String method);
  }
}
