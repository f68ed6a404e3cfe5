package br.com.catalogador.view;

import br.com.catalogador.strategy.CatalogSettings;
import br.com.catalogador.strategy.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes the rows of a catalog as CSV: a header and one line per quadrant; absent values are empty.
 * With conditions there is one column more, the one that filters the row.
 */
public final class CatalogCsv {
  private static final String HEADER =
      "start,green,red,doji,signal,nullReason,entryAt,result,martingale";

  private CatalogCsv() {}

  public static String of(List<Row> rows, CatalogSettings settings) {
    boolean filtered = !settings.conditions().isNone();
    StringBuilder csv = new StringBuilder(HEADER).append(filtered ? ",filter\n" : "\n");
    rows.forEach(row -> csv.append(line(row, filtered)));
    return csv.toString();
  }

  private static String line(Row row, boolean filtered) {
    List<Object> cells =
        new ArrayList<>(
            Arrays.<Object>asList(
                row.start(),
                row.green(),
                row.red(),
                row.doji(),
                row.signal(),
                row.nullReason(),
                row.entryAt(),
                row.result(),
                row.martingale()));
    if (filtered) {
      cells.add(row.filter() == null ? null : row.filter().wireName());
    }
    return Csv.line(cells.toArray());
  }
}
