package br.com.catalogador.session;

import br.com.catalogador.session.store.StoreOptions;
import java.time.Duration;

/**
 * Limits of sessions and logins.
 *
 * @param idle a session that has not been used for this long is passivated
 * @param maximum limit of sessions with a verticle
 * @param tokenLife how long a login, and the record of its session, is valid
 * @param loginAttempts limit of wrong guesses, and of attempts of any outcome, per account and
 *     network within {@code loginWindow}
 * @param historyRequestsPerSecond limit of requests for old candles that nobody waits for, of each
 *     session
 */
public record SessionOptions(
    Duration idle,
    int maximum,
    Duration tokenLife,
    int loginAttempts,
    Duration loginWindow,
    StoreOptions store,
    int historyRequestsPerSecond) {}
