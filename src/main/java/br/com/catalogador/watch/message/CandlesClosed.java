package br.com.catalogador.watch.message;

/**
 * The followed assets have closed candles.
 *
 * @param until end of the newest of them, UTC epoch seconds
 */
public record CandlesClosed(long until) {}
