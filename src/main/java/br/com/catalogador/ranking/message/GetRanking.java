package br.com.catalogador.ranking.message;

import br.com.catalogador.bus.Request;
import io.vertx.core.Future;

/** Reads the ranking. */
public record GetRanking() implements Request<Rankings, RankingView> {
  @Override
  public Future<RankingView> ask(Rankings rankings) {
    return rankings.view(this);
  }
}
