package br.com.catalogador.candle;

/**
 * A time span.
 *
 * @param from UTC epoch seconds
 * @param to UTC epoch seconds, exclusive
 */
public record Span(long from, long to) {}
