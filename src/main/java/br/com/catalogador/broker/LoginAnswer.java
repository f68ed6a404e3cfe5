package br.com.catalogador.broker;

import br.com.catalogador.bus.Secret;

/** What the broker says to the right e-mail and password. */
public sealed interface LoginAnswer {

  /**
   * The user is in.
   *
   * @param ssid the broker's session id
   */
  record Accepted(Secret ssid) implements LoginAnswer {}

  /**
   * The user must also tell a code.
   *
   * @param method how the code reaches him: {@code email}, {@code sms}, {@code push}
   * @param token stands for this login at the next step; short-lived
   */
  record CodeWanted(String method, Secret token) implements LoginAnswer {}
}
