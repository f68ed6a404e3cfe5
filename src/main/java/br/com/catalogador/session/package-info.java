/**
 * One logged-in user's session: broker link, profile, balance, asset list, catalogs, and the candle
 * streams that it hosts for all watchers. How sessions begin, move and end belongs to {@code
 * session.directory}, their records to {@code session.store}.
 *
 * <p>Each session verticle runs on one event loop.
 */
package br.com.catalogador.session;
