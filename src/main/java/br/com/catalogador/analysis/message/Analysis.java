package br.com.catalogador.analysis.message;

import br.com.catalogador.bus.Address;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.matrix.Matrix;
import io.vertx.core.Future;
import java.time.Duration;

/** The service that analyzes candles. */
public interface Analysis {
  /**
   * Served by this server's analysis verticle, which replies once a worker has computed the result.
   */
  Address<Analysis> ADDRESS =
      new Address<>("analysis", Duration.ofSeconds(30), FailureKind.INTERNAL_ERROR);

  /**
   * Catalogs a series. Fails with INTERNAL_ERROR if the strategy is not defined for its timeframe,
   * and with BUSY and {@code retryAfter} if too many single requests wait.
   */
  Future<AnalysisResult> analyze(Analyze request);

  /** Counts the cells of one asset, like a request of a ranking. */
  Future<CountedCells> count(CountCells request);

  /** Simulates markets and compares cells with them. Fails with BUSY when stopped. */
  Future<Matrix> judge(JudgeCells request);

  /** Ends a simulation that nobody waits for any more. */
  Future<Void> stop(StopJudging request);
}
