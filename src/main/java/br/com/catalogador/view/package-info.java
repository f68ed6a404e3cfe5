/**
 * How results are written for clients: JSON and CSV of catalogs, candles, rankings, sessions and
 * failures. Pure functions from messages to text; no HTTP and no event bus, so that API, bridge,
 * exports and command line write alike.
 *
 * <p>Any thread may use it; large results are written on workers.
 */
package br.com.catalogador.view;
