/**
 * What the rows of a catalog add up to: counts, rates and what chance alone would give, streaks,
 * money. Pure functions with their formulas; a number that does not exist is null, never NaN. No
 * Vert.x and no formatting.
 *
 * <p>Any thread may use it; in the server it runs on analysis workers.
 */
package br.com.catalogador.stats;
