package br.com.catalogador.app;

import br.com.catalogador.matrix.ByLuck;
import br.com.catalogador.matrix.Cell;
import br.com.catalogador.matrix.Matrix;
import br.com.catalogador.matrix.MatrixSettings;
import java.io.PrintWriter;

/**
 * Prints the best cells of a matrix for a terminal of 80 columns, below the comparison with
 * simulated markets of fair coins.
 */
final class MatrixTable {
  private static final int SHOWN = 40;
  private static final String ABSENT = "–";

  private final PrintWriter out;
  private final Language language;

  MatrixTable(PrintWriter out, Language language) {
    this.out = out;
    this.language = language;
  }

  void print(MatrixSettings settings, int assets, Matrix matrix) {
    out.println(
        language.text(
            "matrix.title",
            "" + assets,
            "" + settings.strategies().size(),
            settings.timeframe(),
            "" + settings.quadrants(),
            "" + settings.martingale()));
    printLuck(matrix);
    out.println();
    out.println(language.text("matrix.head"));
    matrix.cells().stream().limit(SHOWN).forEach(this::printCell);
    if (matrix.cells().size() > SHOWN) {
      out.println(language.text("matrix.more", "" + (matrix.cells().size() - SHOWN)));
    }
  }

  private void printLuck(Matrix matrix) {
    Double familyP = matrix.cells().get(0).familyP();
    if (familyP != null) {
      // the simulated markets whose best cell was as good
      long asGood = Math.round(familyP * (1 + matrix.simulations())) - 1;
      out.println(language.text("matrix.family", "" + matrix.simulations(), "" + asGood));
    }
    ByLuck byLuck = matrix.byLuck();
    if (byLuck != null) {
      String expected =
          byLuck.expected() == null
              ? ""
              : language.text("matrix.expected", number("%.1f", byLuck.expected()));
      out.println(
          language.text("matrix.best", percent(byLuck.rate()), "" + byLuck.cells(), expected));
    }
  }

  private void printCell(Cell cell) {
    out.printf(
        "%-12.12s %-17.17s %9s %7s %7s %6s %7s %7s%n",
        cell.asset(),
        cell.strategy().id(),
        cell.first().wins() + "/" + cell.first().operations(),
        percent(cell.first().rate()),
        probability("%.5f", cell.first().pValue()),
        probability("%.3f", cell.familyP()),
        percent(cell.winRate()),
        cell.operationsNeeded() == null ? ABSENT : cell.operationsNeeded());
  }

  private String percent(Double fraction) {
    return fraction == null ? ABSENT : number("%.1f%%", 100 * fraction);
  }

  private String probability(String format, Double value) {
    return value == null ? ABSENT : number(format, value);
  }

  private String number(String format, double value) {
    return String.format(language.locale(), format, value);
  }
}
