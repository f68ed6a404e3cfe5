package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import io.vertx.core.Future;

/** Requests all rows of a catalog. */
public record GetRows(GetCatalog query) implements Request<CandleHistory, RowsView> {
  @Override
  public Future<RowsView> ask(CandleHistory history) {
    return history.rows(this);
  }
}
