package br.com.catalogador.ranking.message;

import br.com.catalogador.bus.Request;
import io.vertx.core.Future;

/**
 * Adds or removes a viewer of the ranking. A viewer is added again from time to time, and removed
 * after {@link #LEASE_MILLIS} otherwise.
 *
 * @param looker the viewer: identifies a socket of a page
 * @param looks whether it views the ranking from now on, or no longer does
 */
public record LookAtRanking(String looker, boolean looks)
    implements Request<Rankings, RankingView> {
  public static final long LEASE_MILLIS = 180_000;

  @Override
  public Future<RankingView> ask(Rankings rankings) {
    return rankings.look(this);
  }
}
