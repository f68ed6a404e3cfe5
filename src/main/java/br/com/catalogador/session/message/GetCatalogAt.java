package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import br.com.catalogador.candle.Asset;
import io.vertx.core.Future;

/**
 * Makes a catalog of the candles closed by a time. The payout comes from the asset in the request,
 * not from the account of the session that answers.
 *
 * @param asset as the broker shows it to the watchers
 * @param notBefore epoch seconds that the broker's clock has certainly reached, even if this
 *     session's clock is behind; {@link #UNWATCHED} while the catalog has no watchers
 */
public record GetCatalogAt(GetCatalog query, Asset asset, long notBefore)
    implements Request<StreamHost, CatalogView> {
  /** In place of a time: the catalog has no watchers yet, and the session's clock decides. */
  public static final long UNWATCHED = 0;

  /** Whether the catalog has watchers already. */
  public boolean isWatched() {
    return notBefore != UNWATCHED;
  }

  @Override
  public Future<CatalogView> ask(StreamHost host) {
    return host.catalog(this);
  }
}
