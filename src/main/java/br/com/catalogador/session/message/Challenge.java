package br.com.catalogador.session.message;

import java.time.Instant;
import java.util.List;

/**
 * The broker wants a code as well.
 *
 * @param id names this login at the next step; unguessable
 * @param method how the code reaches the user, in the broker's word: {@code email}, {@code sms}
 * @param methods all that the broker names; {@code push}, which gives no code, cannot be chosen
 * @param expiresAt when the code is too late
 */
public record Challenge(String id, String method, List<String> methods, Instant expiresAt)
    implements LoginResult {
  public Challenge {
    methods = List.copyOf(methods);
  }
}
