package br.com.catalogador.analysis.message;

import br.com.catalogador.matrix.FirstEntry;
import br.com.catalogador.stats.Summary;

/**
 * What one strategy did on one asset.
 *
 * @param first the first entries of the same rows
 * @param lastHit start of the entry's candle of the newest LOSS row, in UTC epoch seconds; null
 *     without one
 * @param next the next entry
 */
public record CellCounts(Summary summary, FirstEntry first, Long lastHit, NextEntry next) {}
