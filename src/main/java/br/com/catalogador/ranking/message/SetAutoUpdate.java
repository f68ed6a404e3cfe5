package br.com.catalogador.ranking.message;

import br.com.catalogador.bus.Request;
import io.vertx.core.Future;

/** Sets whether the ranking is computed anew at each close while somebody looks at it. */
public record SetAutoUpdate(boolean enabled) implements Request<Rankings, RankingView> {
  @Override
  public Future<RankingView> ask(Rankings rankings) {
    return rankings.autoUpdate(this);
  }
}
