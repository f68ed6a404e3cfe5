package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import br.com.catalogador.strategy.CatalogSettings;
import io.vertx.core.Future;

/**
 * Asks how a strategy did on an asset's newest quadrants.
 *
 * @param asset the asset's symbol
 * @param settings what to catalog, 1 to 2000 quadrants
 * @param payout fraction of the stake paid on a win; null for the asset's own
 * @param multiplier each stake is the one before times this
 * @param recover whether each stake recovers all lost ones instead
 */
public record GetCatalog(
    String asset, CatalogSettings settings, Double payout, double multiplier, boolean recover)
    implements Request<Session, CatalogView> {
  /** The same at the asset's own payout. */
  public GetCatalog withoutPayout() {
    return new GetCatalog(asset, settings, null, multiplier, recover);
  }

  @Override
  public Future<CatalogView> ask(Session session) {
    return session.catalog(this);
  }
}
