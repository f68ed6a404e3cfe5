/**
 * The catalogue: which candles a strategy reads, and what became of each quadrant.
 *
 * <p>Strategies are data ({@link br.com.catalogador.strategy.Strategies} is the table), one engine
 * reads them all ({@link br.com.catalogador.strategy.Scan}). Pure functions of candles and of the
 * instant passed in: no clock, no Vert.x, nothing of the broker.
 */
package br.com.catalogador.strategy;
