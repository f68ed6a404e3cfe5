package br.com.catalogador.analysis.message;

import br.com.catalogador.bus.Address;
import br.com.catalogador.failure.FailureKind;
import io.vertx.core.Future;
import java.time.Duration;

/** The operations of the analysis workers. */
public interface Analysis {
  /** The server's analysis verticle answers here, once a worker has computed the result. */
  Address<Analysis> ADDRESS =
      new Address<>("analysis", Duration.ofSeconds(30), FailureKind.INTERNAL_ERROR);

  /**
   * Catalogs a series; INTERNAL_ERROR when the strategy is not defined for its timeframe, and BUSY,
   * with the seconds until the next try, when too many single ones wait.
   */
  Future<AnalysisResult> analyze(Analyze request);
}
