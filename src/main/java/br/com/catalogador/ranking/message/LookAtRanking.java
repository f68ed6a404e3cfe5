package br.com.catalogador.ranking.message;

import br.com.catalogador.bus.Request;
import io.vertx.core.Future;

/**
 * Somebody looks at the ranking, or no longer. Who looks says so again from time to time, and is
 * forgotten after {@link #LEASE_MILLIS} otherwise.
 *
 * @param looker identifies a socket of a page
 */
public record LookAtRanking(String looker, boolean looks)
    implements Request<Rankings, RankingView> {
  public static final long LEASE_MILLIS = 180_000;

  @Override
  public Future<RankingView> ask(Rankings rankings) {
    return rankings.look(this);
  }
}
