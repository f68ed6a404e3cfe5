/**
 * Market data: assets, timeframes, candles in columns, and the rules that decide when a candle is
 * final. Depends on the JDK only: not on the broker, the event bus or file formats.
 *
 * <p>All types are immutable or confined to the caller's thread.
 */
package br.com.catalogador.candle;
