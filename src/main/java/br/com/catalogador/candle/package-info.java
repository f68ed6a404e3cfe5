/**
 * Market data: candles in columns, assets, timeframes, and reading them from files.
 *
 * <p>Everything here is immutable and knows neither the broker nor the event bus: only the JDK and,
 * for reading JSON files, Jackson's streaming parser. No Vert.x.
 */
package br.com.catalogador.candle;
