package br.com.catalogador.analysis.message;

import br.com.catalogador.stats.Summary;
import br.com.catalogador.strategy.Catalog;
import br.com.catalogador.strategy.Forming;

/**
 * What a series came to.
 *
 * @param forming the quadrant under way, or null when its entry has passed
 */
public record Analysed(Catalog catalog, Summary summary, Forming forming) {}
