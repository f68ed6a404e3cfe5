package br.com.catalogador.view;

import br.com.catalogador.matrix.ByLuck;
import br.com.catalogador.matrix.Cell;
import br.com.catalogador.matrix.FirstEntry;
import br.com.catalogador.matrix.Matrix;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * Writes matrices as JSON. Every field is written, absent values as null; only the profit per cycle
 * is omitted when no payout is known.
 */
public final class MatrixJson {
  private MatrixJson() {}

  public static JsonObject of(Matrix matrix) {
    JsonArray cells = new JsonArray();
    matrix.cells().forEach(cell -> cells.add(cell(cell)));
    return new JsonObject()
        .put("cells", cells)
        .put("byLuck", byLuck(matrix.byLuck()))
        .put("simulations", matrix.simulations());
  }

  private static JsonObject cell(Cell cell) {
    JsonObject json =
        new JsonObject()
            .put("asset", cell.asset())
            .put("strategy", cell.strategy().id())
            .put("operations", cell.counts().operations())
            .put("wins", cell.counts().wins())
            .put("winRate", cell.winRate())
            .put("first", first(cell.first()))
            .put("holm", cell.holm())
            .put("familyP", cell.familyP())
            .put("operationsNeeded", cell.operationsNeeded());
    return cell.profitPerCycle() == null ? json : json.put("profitPerCycle", cell.profitPerCycle());
  }

  static JsonObject first(FirstEntry first) {
    return new JsonObject()
        .put("operations", first.operations())
        .put("wins", first.wins())
        .put("rate", first.rate())
        .put("pValue", first.pValue());
  }

  /** Null for null. */
  static JsonObject byLuck(ByLuck byLuck) {
    return byLuck == null
        ? null
        : new JsonObject()
            .put("rate", byLuck.rate())
            .put("cells", byLuck.cells())
            .put("expected", byLuck.expected());
  }
}
