/**
 * Market data: assets, timeframes, candles in columns, and the rules by which a candle becomes
 * final. Knows neither broker nor event bus nor file formats; only the JDK.
 *
 * <p>Immutable or confined to the caller's thread.
 */
package br.com.catalogador.candle;
