package br.com.catalogador.ranking.message;

import br.com.catalogador.bus.Request;
import io.vertx.core.Future;

/** Cancels the run. */
public record CancelRanking() implements Request<Rankings, RankingView> {
  @Override
  public Future<RankingView> ask(Rankings rankings) {
    return rankings.cancel(this);
  }
}
