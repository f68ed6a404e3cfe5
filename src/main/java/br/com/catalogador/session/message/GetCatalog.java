package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import br.com.catalogador.strategy.CatalogSettings;
import io.vertx.core.Future;

/**
 * Requests a catalog of an asset's newest quadrants.
 *
 * @param asset the asset's symbol
 * @param settings strategy, timeframe and rules, with 1 to 2000 quadrants
 * @param payout fraction of the stake paid on a win; null for the payout of the asset
 * @param multiplier factor from each stake to the next
 * @param recover whether each stake recovers all lost ones instead
 */
public record GetCatalog(
    String asset, CatalogSettings settings, Double payout, double multiplier, boolean recover)
    implements Request<Session, CatalogView> {
  /** This request with the payout of the asset. */
  public GetCatalog withoutPayout() {
    return new GetCatalog(asset, settings, null, multiplier, recover);
  }

  @Override
  public Future<CatalogView> ask(Session session) {
    return session.catalog(this);
  }
}
