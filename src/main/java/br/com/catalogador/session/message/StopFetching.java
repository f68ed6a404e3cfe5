package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import io.vertx.core.Future;

/** Stops fetching old candles. */
public record StopFetching() implements Request<CandleHistory, Void> {
  @Override
  public Future<Void> ask(CandleHistory history) {
    return history.stop(this);
  }
}
