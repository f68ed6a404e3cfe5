package br.com.catalogador.session;

import java.time.Duration;

/**
 * Limits of sessions and logins.
 *
 * @param idle a session nobody has used for so long ends
 * @param maximum sessions at once; one more login is refused
 * @param loginAttempts wrong passwords per account within {@code loginWindow}
 */
public record SessionOptions(Duration idle, int maximum, int loginAttempts, Duration loginWindow) {}
