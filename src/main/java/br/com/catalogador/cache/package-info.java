/**
 * What all users share: closed candles, in memory and, where there is one, in Redis, with the one
 * place that decides what the broker still has to be asked for; and the newest list of assets.
 *
 * <p>Knows candles, the bus, the link to Redis, and the session's {@code fetch}; no socket, no
 * user, no strategy. A running candle is never stored.
 */
package br.com.catalogador.cache;
