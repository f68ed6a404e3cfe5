/**
 * The catalog itself: which candles a strategy reads, and the outcome of each quadrant. Strategies
 * are data in {@code Strategies}, read by one engine, {@code Scan}; no clock, no Vert.x, nothing of
 * the broker.
 *
 * <p>Any thread may use it; in the server it runs on analysis workers.
 */
package br.com.catalogador.strategy;
