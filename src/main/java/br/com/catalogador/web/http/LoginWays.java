package br.com.catalogador.web.http;

/**
 * The ways to log in; at least one of them.
 *
 * @param password with e-mail and password
 * @param oauth on the broker's own page
 */
public record LoginWays(boolean password, boolean oauth) {
  public static final LoginWays PASSWORD_ONLY = new LoginWays(true, false);
}
