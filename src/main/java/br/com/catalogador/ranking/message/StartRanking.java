package br.com.catalogador.ranking.message;

import br.com.catalogador.bus.Request;
import io.vertx.core.Future;

/** Starts a run. */
public record StartRanking(RankingParameters parameters) implements Request<Rankings, RankingView> {
  @Override
  public Future<RankingView> ask(Rankings rankings) {
    return rankings.start(this);
  }
}
