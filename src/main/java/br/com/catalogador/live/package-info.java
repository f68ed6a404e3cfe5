/**
 * The market as it moves, for all who watch: one feed of candles per asset and timeframe, carried
 * by one watcher's session; one board per catalogue, computed once per closed candle.
 *
 * <p>Knows the messages of sessions and cache, no socket and no JSON: how an update is written is
 * the web room's affair.
 */
package br.com.catalogador.live;
