package br.com.catalogador.matrix;

/**
 * The best win rate of the matrix, martingales included, beside the simulated markets. Only cells
 * with enough operations count.
 *
 * @param rate the best rate
 * @param cells number of cells with at least that rate
 * @param expected mean number of such cells in a simulated market; null without simulations
 */
public record ByLuck(double rate, int cells, Double expected) {}
