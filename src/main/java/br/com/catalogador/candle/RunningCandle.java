package br.com.catalogador.candle;

/**
 * A candle that is not final yet.
 *
 * @param at the broker's time of its newest price, in UTC epoch seconds
 */
public record RunningCandle(Candle candle, long at) {}
