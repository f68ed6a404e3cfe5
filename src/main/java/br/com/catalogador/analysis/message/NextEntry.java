package br.com.catalogador.analysis.message;

import br.com.catalogador.strategy.Signal;

/**
 * The next entry of a cell after the end of its candles.
 *
 * @param entryAt start of its candle, UTC epoch seconds
 * @param every seconds from one entry of the strategy to the next
 * @param side null while it is not certain
 */
public record NextEntry(long entryAt, int every, Signal side) {}
