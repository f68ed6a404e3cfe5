/**
 * The catalog engine: which candles a strategy reads, and the outcome of each quadrant. Strategies
 * are data: a table of texts in {@code Strategies}. One engine, {@code Outcomes}, reads the colors
 * of a market as bits; {@code Counts} and {@code Catalog} are its two results, {@code Screen} the
 * conditions. Independent of clock, Vert.x and broker.
 *
 * <p>Thread-safe; in the server it runs on analysis workers.
 */
package br.com.catalogador.strategy;
