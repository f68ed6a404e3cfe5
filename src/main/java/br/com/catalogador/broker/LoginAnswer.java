package br.com.catalogador.broker;

import br.com.catalogador.support.Secret;
import java.util.List;

/** What the broker says to the right e-mail and password, or to the right code. */
public sealed interface LoginAnswer {

  /**
   * The user is in.
   *
   * @param ssid the broker's session id
   * @param userId the user's number; empty when the answer does not tell it
   */
  record Accepted(Secret ssid, String userId) implements LoginAnswer {}

  /**
   * The user must also tell a code.
   *
   * @param method how the code would reach him: {@code email}, {@code sms}, {@code push}
   * @param methods all that he may choose from, {@code method} among them
   * @param token stands for this login at the next step; short-lived
   * @param message the broker's words, plain text; empty when it gave none
   */
  record CodeWanted(String method, List<String> methods, Secret token, String message)
      implements LoginAnswer {
    public CodeWanted {
      methods = List.copyOf(methods);
    }
  }

  /**
   * The code was right; the login has to be repeated with this token.
   *
   * @param token good once
   */
  record Confirmed(Secret token) implements LoginAnswer {}
}
