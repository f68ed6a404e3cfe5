package br.com.catalogador.view;

import br.com.catalogador.matrix.Cell;
import br.com.catalogador.matrix.Matrix;
import br.com.catalogador.stats.Wilson;

/**
 * Writes a matrix as CSV: a header and one line per cell, best first; absent values are empty. What
 * is about the whole matrix is in the JSON only.
 */
public final class MatrixCsv {
  private static final String HEADER =
      "asset,strategy,firstOperations,firstWins,firstRate,firstPValue,holm,familyP,"
          + "operationsNeeded,operations,wins,winRate,wilsonLower,wilsonUpper,profitPerCycle\n";

  private MatrixCsv() {}

  public static String of(Matrix matrix) {
    StringBuilder csv = new StringBuilder(HEADER);
    matrix.cells().forEach(cell -> csv.append(line(cell)));
    return csv.toString();
  }

  private static String line(Cell cell) {
    Wilson wilson = cell.wilson95();
    return Csv.line(
        cell.asset(),
        cell.strategy().id(),
        cell.first().operations(),
        cell.first().wins(),
        cell.first().rate(),
        cell.first().pValue(),
        cell.holm(),
        cell.familyP(),
        cell.operationsNeeded(),
        cell.counts().operations(),
        cell.counts().wins(),
        cell.winRate(),
        wilson == null ? null : wilson.lower(),
        wilson == null ? null : wilson.upper(),
        cell.profitPerCycle());
  }
}
