/**
 * Who watches which catalog: one candle feed per asset and timeframe, one recomputation per closed
 * candle, one publication per user. It knows the messages of sessions and cache, but no socket and
 * no JSON.
 *
 * <p>Everything runs on the event loop of the watch verticle.
 */
package br.com.catalogador.watch;
