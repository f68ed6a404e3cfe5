/**
 * Closed candles, shared between all users: pages in memory and the one place that decides what the
 * broker still has to be asked for.
 *
 * <p>Knows candles, the bus, and the session's {@code fetch}; no socket, no user, no strategy. A
 * running candle is never stored.
 */
package br.com.catalogador.cache;
