package br.com.catalogador.ranking.message;

import br.com.catalogador.bus.Request;
import io.vertx.core.Future;

/** Removes the ranking. */
public record ClearRanking() implements Request<Rankings, RankingView> {
  @Override
  public Future<RankingView> ask(Rankings rankings) {
    return rankings.clear(this);
  }
}
