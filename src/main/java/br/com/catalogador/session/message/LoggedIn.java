package br.com.catalogador.session.message;

import br.com.catalogador.model.SessionId;
import br.com.catalogador.model.User;
import java.time.Instant;

/**
 * A logged-in user and the user's session.
 *
 * @param token the {@code jti} of the token that this login gives
 * @param expiresAt when this login expires, to the second
 */
public record LoggedIn(User user, SessionId session, String token, Instant expiresAt) {}
