package br.com.catalogador.ranking.message;

import br.com.catalogador.bus.Request;
import br.com.catalogador.matrix.MatrixOrder;
import io.vertx.core.Future;

/**
 * Reads a part of the ranking.
 *
 * @param offset how many of the entries that match are left out
 * @param limit at most so many are answered
 * @param asset only entries of this symbol; null for any
 * @param strategy only entries of the strategy of this id; null for any
 * @param order another order than the ranking's own; null for that
 */
public record GetRanking(int offset, int limit, String asset, String strategy, MatrixOrder order)
    implements Request<Rankings, RankingView> {
  public static final int DEFAULT_LIMIT = 500;

  /** The first entries in the ranking's own order. */
  public static GetRanking first(int limit) {
    return new GetRanking(0, limit, null, null, null);
  }

  /** As much as an answer has at most unless asked for otherwise. */
  public GetRanking() {
    this(0, DEFAULT_LIMIT, null, null, null);
  }

  @Override
  public Future<RankingView> ask(Rankings rankings) {
    return rankings.view(this);
  }
}
