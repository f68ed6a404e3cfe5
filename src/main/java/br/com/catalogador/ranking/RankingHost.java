package br.com.catalogador.ranking;

import br.com.catalogador.candle.Asset;
import br.com.catalogador.ranking.message.RankingView;
import br.com.catalogador.session.message.CatalogView;
import br.com.catalogador.session.message.GetCatalog;
import io.vertx.core.Future;
import java.util.List;

/** What a ranking needs of the session that it belongs to; called on the session's event loop. */
public interface RankingHost {

  /** The broker's assets, ordered by symbol, at most a minute old. */
  Future<List<Asset>> assets();

  /** One analysis, at the cost of at most one candle request to the broker. */
  Future<CatalogView> analyze(GetCatalog query);

  /** The user has given a sign of life. */
  void used();

  /** The ranking has changed; whoever shows it may want to know. */
  void tell(RankingView view);

  /** The ranking is worth storing as it is now; the one stored before is out of date. */
  void keep(RankingView view);
}
