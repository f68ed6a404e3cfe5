/**
 * Results by the clock: {@code HourTables} puts the rows of a catalog into weekdays and hours,
 * {@code Slot} reads candles by the minute of the day. Pure functions of candles and rows; no
 * Vert.x, clock or formatting.
 *
 * <p>Thread-safe.
 */
package br.com.catalogador.hours;
