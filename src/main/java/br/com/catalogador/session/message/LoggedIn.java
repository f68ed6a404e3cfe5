package br.com.catalogador.session.message;

import br.com.catalogador.model.SessionId;
import br.com.catalogador.model.User;
import java.time.Instant;

/**
 * A user who is logged in, and the session he has.
 *
 * @param token names the token that the login is answered with: its {@code jti}
 * @param expiresAt how long this login is good for, to the second
 */
public record LoggedIn(User user, SessionId session, String token, Instant expiresAt) {}
