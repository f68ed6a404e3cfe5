package br.com.catalogador.session.message;

/**
 * A user is in.
 *
 * @param device by which his browser is known again at the next {@link Login}; it may keep that for
 *     90 days and should tell it nobody
 */
public record LoginDone(LoggedIn login, String device) implements LoginResult {}
