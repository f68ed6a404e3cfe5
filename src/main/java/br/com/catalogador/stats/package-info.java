/**
 * The totals of a catalog's rows: counts, rates and their probability by chance, streaks, profit.
 * Pure functions with documented formulas; a number that does not exist is null, never NaN. No
 * Vert.x and no formatting.
 *
 * <p>Thread-safe; in the server it runs on analysis workers.
 */
package br.com.catalogador.stats;
