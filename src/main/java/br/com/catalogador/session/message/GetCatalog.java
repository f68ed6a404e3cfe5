package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import br.com.catalogador.strategy.CatalogSettings;
import io.vertx.core.Future;

/**
 * Requests a catalog of an asset's newest quadrants, or of days.
 *
 * @param asset the asset's symbol
 * @param settings strategy, timeframe and rules, with 1 to 2000 quadrants
 * @param payout fraction of the stake paid on a win; null for the payout of the asset
 * @param multiplier factor from each stake to the next
 * @param recover whether each stake recovers all lost ones instead
 * @param rowsBefore UTC epoch seconds: of the rows of days, only those that start earlier are
 *     wanted; null for the newest
 */
public record GetCatalog(
    String asset,
    CatalogSettings settings,
    Double payout,
    double multiplier,
    boolean recover,
    Long rowsBefore)
    implements Request<Session, CatalogView> {
  /** A request for the newest rows. */
  public GetCatalog(
      String asset, CatalogSettings settings, Double payout, double multiplier, boolean recover) {
    this(asset, settings, payout, multiplier, recover, null);
  }

  /** This request with the payout of the asset. */
  public GetCatalog withoutPayout() {
    return new GetCatalog(asset, settings, null, multiplier, recover, rowsBefore);
  }

  @Override
  public Future<CatalogView> ask(Session session) {
    return session.catalog(this);
  }
}
