package br.com.catalogador.analysis.message;

import br.com.catalogador.bus.Request;
import br.com.catalogador.matrix.CountedAsset;
import br.com.catalogador.matrix.Matrix;
import br.com.catalogador.matrix.MatrixSettings;
import io.vertx.core.Future;
import java.util.List;

/**
 * Compares the cells of a matrix with simulated markets of fair coins. Other requests go before:
 * the markets are simulated in slices of some milliseconds by workers that have nothing else to do.
 *
 * @param run identifies it, see {@link StopJudging}
 * @param assets with different symbols
 */
public record JudgeCells(String run, MatrixSettings matrix, List<CountedAsset> assets)
    implements Request<Analysis, Matrix> {
  public JudgeCells {
    assets = List.copyOf(assets);
  }

  @Override
  public Future<Matrix> ask(Analysis analysis) {
    return analysis.judge(this);
  }
}
