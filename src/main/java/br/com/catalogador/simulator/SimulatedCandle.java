package br.com.catalogador.simulator;

/**
 * One candle of the simulated market, closed or running.
 *
 * @param id consecutive over the existing candles of one asset and size
 * @param from start in UTC epoch seconds
 * @param to end (exclusive) in UTC epoch seconds
 * @param at time of the newest tick in UTC epoch seconds; {@code to} once the candle is closed
 * @param open prices in points, a point being one unit of the asset's last decimal place
 * @param ticks number of price changes so far
 */
record SimulatedCandle(
    long id, long from, long to, long at, long open, long high, long low, long close, long ticks) {}
