package br.com.catalogador.session.message;

/**
 * A completed login.
 *
 * @param device the new device cookie, by which the browser is recognized at the next {@link
 *     Login}; valid for 90 days, secret
 */
public record LoginDone(LoggedIn login, String device) implements LoginResult {}
