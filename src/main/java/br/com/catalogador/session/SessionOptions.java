package br.com.catalogador.session;

import br.com.catalogador.session.store.StoreOptions;
import java.time.Duration;

/**
 * Limits of sessions and logins.
 *
 * @param idle a session nobody has used for so long gives back its verticle and its socket
 * @param maximum sessions with a verticle at once; one more is refused
 * @param tokenLife how long a login is good for, and the record of its session
 * @param loginAttempts wrong guesses, and attempts of any outcome, per account and network within
 *     {@code loginWindow}
 */
public record SessionOptions(
    Duration idle,
    int maximum,
    Duration tokenLife,
    int loginAttempts,
    Duration loginWindow,
    StoreOptions store) {}
