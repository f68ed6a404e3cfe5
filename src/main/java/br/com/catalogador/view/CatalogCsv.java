package br.com.catalogador.view;

import br.com.catalogador.strategy.Row;
import java.util.List;

/**
 * Writes the rows of a catalog as CSV: a header and one line per quadrant; absent values are empty.
 */
public final class CatalogCsv {
  private static final String HEADER =
      "start,green,red,doji,signal,nullReason,entryAt,result,martingale\n";

  private CatalogCsv() {}

  public static String of(List<Row> rows) {
    StringBuilder csv = new StringBuilder(HEADER);
    rows.forEach(row -> csv.append(line(row)));
    return csv.toString();
  }

  private static String line(Row row) {
    return Csv.line(
        row.start(),
        row.green(),
        row.red(),
        row.doji(),
        row.signal(),
        row.nullReason(),
        row.entryAt(),
        row.result(),
        row.martingale());
  }
}
