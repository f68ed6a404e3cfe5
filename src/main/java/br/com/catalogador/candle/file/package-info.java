/**
 * Readers of candle files in CSV and JSON. Only file formats belong here; the broker's answers are
 * read in {@code broker}.
 *
 * <p>Pure functions; thread-safe. Large files should be read on a worker thread.
 */
package br.com.catalogador.candle.file;
