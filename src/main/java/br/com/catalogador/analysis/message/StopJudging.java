package br.com.catalogador.analysis.message;

import br.com.catalogador.bus.Request;
import io.vertx.core.Future;

/** Ends a {@link JudgeCells}, which then fails; without effect if it has ended. */
public record StopJudging(String run) implements Request<Analysis, Void> {
  @Override
  public Future<Void> ask(Analysis analysis) {
    return analysis.stop(this);
  }
}
