/**
 * What the rows of a catalogue add up to: counts, rates with what chance alone would give, streaks,
 * and what the cycles would have earned.
 *
 * <p>Pure functions of outcomes; formulas, edge cases and accuracy stand at each class. No Vert.x,
 * no formatting: a number that does not exist is null, never NaN.
 */
package br.com.catalogador.stats;
