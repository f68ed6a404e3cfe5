/**
 * Writes results for clients: JSON and CSV of catalogs, candles, rankings, sessions and failures.
 * Pure functions from messages to text without HTTP and event bus, shared by API, bridge, exports
 * and command line.
 *
 * <p>Thread-safe; large results should be written on workers.
 */
package br.com.catalogador.view;
