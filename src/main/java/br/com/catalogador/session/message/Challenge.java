package br.com.catalogador.session.message;

import java.time.Instant;
import java.util.List;

/**
 * The answer to a login for which the broker wants a code.
 *
 * @param id identifies the login in the next step; unguessable
 * @param method how the code reaches the user, in the broker's term: {@code email}, {@code sms}
 * @param methods all methods of the broker; {@code push}, which gives no code, cannot be chosen
 * @param expiresAt when the code expires
 */
public record Challenge(String id, String method, List<String> methods, Instant expiresAt)
    implements LoginResult {
  public Challenge {
    methods = List.copyOf(methods);
  }
}
