/**
 * The life cycle of all sessions of a server: login, second factor, activation, passivation,
 * revocation, and ownership in a cluster. What a session does for its user belongs to {@code
 * session}; this package only starts, finds and ends it.
 *
 * <p>Everything runs on the event loop of the session directory verticle.
 */
package br.com.catalogador.session.directory;
