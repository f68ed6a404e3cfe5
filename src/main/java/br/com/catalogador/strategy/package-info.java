/**
 * The catalog engine: which candles a strategy reads, and the outcome of each quadrant. Strategies
 * are data in {@code Strategies}, read by one engine, {@code Scan}. Independent of clock, Vert.x
 * and broker.
 *
 * <p>Thread-safe; in the server it runs on analysis workers.
 */
package br.com.catalogador.strategy;
