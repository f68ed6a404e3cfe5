package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import br.com.catalogador.candle.Asset;
import io.vertx.core.Future;

/**
 * Asks for a catalog of everything that had closed at a time. Whichever session answers, the money
 * is that of the account that the asset was shown to.
 *
 * @param asset as the broker shows it to those who watch
 * @param notBefore epoch seconds that the broker's clock has reached for certain, whatever this
 *     session has heard of it; 0 when nobody watches the catalog yet
 */
public record GetCatalogAt(GetCatalog query, Asset asset, long notBefore)
    implements Request<StreamHost, CatalogView> {
  /** Whether somebody waits for it who has been let in before. */
  public boolean isWatched() {
    return notBefore > 0;
  }

  @Override
  public Future<CatalogView> ask(StreamHost carrier) {
    return carrier.catalog(this);
  }
}
