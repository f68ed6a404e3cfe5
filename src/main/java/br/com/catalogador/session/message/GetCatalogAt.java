package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import io.vertx.core.Future;

/**
 * Asks for a catalogue of everything that had closed at a time.
 *
 * @param notBefore epoch seconds that the broker's clock has reached for certain, whatever this
 *     session has heard of it; 0 when nobody watches the catalogue yet
 */
public record GetCatalogAt(GetCatalog query, long notBefore)
    implements Request<Carrier, CatalogView> {
  /** Whether somebody waits for it who has been let in before. */
  public boolean isWatched() {
    return notBefore > 0;
  }

  @Override
  public Future<CatalogView> ask(Carrier carrier) {
    return carrier.catalog(this);
  }
}
