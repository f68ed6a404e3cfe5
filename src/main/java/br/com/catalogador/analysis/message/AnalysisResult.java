package br.com.catalogador.analysis.message;

import br.com.catalogador.stats.Summary;
import br.com.catalogador.strategy.Catalog;
import br.com.catalogador.strategy.Forming;

/**
 * The result of an analysis.
 *
 * @param summary summary of all rows of the catalog
 * @param forming the current quadrant, or null if its entry has passed
 */
public record AnalysisResult(Catalog catalog, Summary summary, Forming forming) {}
