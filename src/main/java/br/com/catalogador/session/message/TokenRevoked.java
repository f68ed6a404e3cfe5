package br.com.catalogador.session.message;

/**
 * One token of a session was revoked before it expired; the session may continue.
 *
 * @param token the token's {@code jti}
 * @param until epoch milliseconds at which the token expires
 */
public record TokenRevoked(String token, long until) {}
