package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import br.com.catalogador.candle.Timeframe;
import io.vertx.core.Future;

/**
 * Requests what is known of an asset's candles.
 *
 * @param asset the asset's symbol
 */
public record GetHistory(String asset, Timeframe timeframe)
    implements Request<CandleHistory, KnownHistory> {
  @Override
  public Future<KnownHistory> ask(CandleHistory history) {
    return history.known(this);
  }
}
