/**
 * Writes results for clients: JSON and CSV of catalogs, candles, rankings, sessions and failures;
 * reads preferences, too. Pure functions from messages to text, without event bus and connections,
 * shared by API, bridge, exports and command line. Of HTTP it knows only the names of the statuses.
 *
 * <p>Thread-safe; large results should be written on workers.
 */
package br.com.catalogador.view;
