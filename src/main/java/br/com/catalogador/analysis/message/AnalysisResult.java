package br.com.catalogador.analysis.message;

import br.com.catalogador.stats.Summary;
import br.com.catalogador.strategy.Catalog;
import br.com.catalogador.strategy.CatalogSettings;
import br.com.catalogador.strategy.Forming;

/**
 * What a series came to.
 *
 * @param settings what was asked
 * @param forming the quadrant under way, or null when its entry has passed
 */
public record AnalysisResult(
    CatalogSettings settings, Catalog catalog, Summary summary, Forming forming) {}
