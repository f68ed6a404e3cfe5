package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.strategy.Strategy;
import br.com.catalogador.strategy.TieRule;
import io.vertx.core.Future;

/**
 * Asks how a strategy did on an asset's newest quadrants.
 *
 * @param asset the asset's symbol
 * @param strategy one that is defined for the timeframe
 * @param quadrants how many, 1 to 2000
 * @param martingale attempts after the entry, 0 to 5
 * @param payout fraction of the stake paid on a win; null for the asset's own
 * @param multiplier each stake is the one before times this
 * @param recover whether each stake recovers all lost ones instead
 */
public record GetCatalog(
    String asset,
    Timeframe timeframe,
    Strategy strategy,
    int quadrants,
    int martingale,
    TieRule tie,
    Double payout,
    double multiplier,
    boolean recover)
    implements Request<Session, CatalogView> {
  /** The same at the asset's own payout. */
  public GetCatalog withoutPayout() {
    return new GetCatalog(
        asset, timeframe, strategy, quadrants, martingale, tie, null, multiplier, recover);
  }

  @Override
  public Future<CatalogView> ask(Session session) {
    return session.catalog(this);
  }
}
