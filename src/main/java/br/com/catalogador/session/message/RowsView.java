package br.com.catalogador.session.message;

import br.com.catalogador.strategy.Row;
import java.util.List;

/**
 * All rows of a catalog, also those that a {@link CatalogView} of days leaves out.
 *
 * @param rows oldest first
 * @param coverage how much of the days is known; null for a number of quadrants
 * @param computedAt the broker's clock in UTC epoch seconds
 */
public record RowsView(List<Row> rows, Coverage coverage, long computedAt) {
  public RowsView {
    rows = List.copyOf(rows);
  }
}
