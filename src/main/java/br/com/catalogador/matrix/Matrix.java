package br.com.catalogador.matrix;

import java.util.List;

/**
 * A finished matrix.
 *
 * @param cells all of them, best first in the order asked for
 * @param byLuck the best rate beside the simulated markets; null if no cell has enough operations
 * @param simulations number of simulated markets
 */
public record Matrix(List<Cell> cells, ByLuck byLuck, int simulations) {
  public Matrix {
    cells = List.copyOf(cells);
  }

  /** The same cells in another order. */
  public Matrix in(MatrixOrder order, int minOperations) {
    return new Matrix(
        cells.stream().sorted(order.comparator(minOperations)).toList(), byLuck, simulations);
  }
}
