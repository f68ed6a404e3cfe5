package br.com.catalogador.analysis.message;

import br.com.catalogador.matrix.CountedAsset;
import java.util.List;

/**
 * The cells of one asset.
 *
 * @param cells in the order of the strategies
 * @param market the asset as simulated markets need it
 */
public record CountedCells(List<CellCounts> cells, CountedAsset market) {
  public CountedCells {
    cells = List.copyOf(cells);
  }
}
