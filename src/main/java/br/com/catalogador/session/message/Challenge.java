package br.com.catalogador.session.message;

import java.time.Instant;

/**
 * The broker wants a code as well.
 *
 * @param id names this login at the next step; unguessable
 * @param method how the code reaches the user, in the broker's word: {@code email}, {@code sms},
 *     {@code push}
 * @param expiresAt when the code is too late
 */
public record Challenge(String id, String method, Instant expiresAt) implements LoginResult {}
