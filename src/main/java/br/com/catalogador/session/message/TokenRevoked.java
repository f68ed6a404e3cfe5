package br.com.catalogador.session.message;

/**
 * Tells that one token of a session has ended before it expired; the session may go on.
 *
 * @param token its {@code jti}
 * @param until epoch milliseconds at which the token expires
 */
public record TokenRevoked(String token, long until) {}
