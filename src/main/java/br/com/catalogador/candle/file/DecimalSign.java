package br.com.catalogador.candle.file;

import java.util.List;

/** Finds out whether the prices of a table have a decimal point or a decimal comma. */
final class DecimalSign {
  private DecimalSign() {}

  /**
   * The sign of a sample's prices: the given one, or the only one in them, or in a price that has
   * both the last one; null if they have none.
   */
  static Character of(TableSample sample, TableLayout layout, Character given) {
    if (given != null) {
      return given;
    }
    boolean comma = false;
    boolean point = false;
    for (List<String> row :
        sample
            .records()
            .subList(
                Math.min(layout.firstRow(), sample.records().size()), sample.records().size())) {
      for (int column : layout.prices()) {
        String price = column < row.size() ? row.get(column) : "";
        int lastComma = price.lastIndexOf(',');
        int lastPoint = price.lastIndexOf('.');
        if (lastComma >= 0 && lastPoint >= 0) {
          return lastComma > lastPoint ? ',' : '.';
        }
        comma |= lastComma >= 0;
        point |= lastPoint >= 0;
      }
    }
    // Beside prices with a comma, those with a point have it between thousands.
    return comma ? Character.valueOf(',') : point ? '.' : null;
  }
}
