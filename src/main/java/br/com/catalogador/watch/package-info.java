/**
 * Live updates of watched catalogs: one candle feed per asset and timeframe, one recomputation per
 * closed candle, one publication per user. Uses the messages of sessions, but no sockets and no
 * JSON.
 *
 * <p>Everything runs on the event loop of the watch verticle.
 */
package br.com.catalogador.watch;
