/**
 * Reads candles from CSV and JSON text. Only formats of files belong here; the broker's answers are
 * read in {@code broker}.
 *
 * <p>Pure functions; any thread may use them, a large file belongs on a worker.
 */
package br.com.catalogador.candle.file;
