package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import br.com.catalogador.candle.Timeframe;
import io.vertx.core.Future;

/**
 * Reads closed candles.
 *
 * @param asset the asset's symbol
 * @param count how many, 1 to 10000
 * @param to UTC epoch seconds: candles that end later are excluded; null for now
 */
public record GetCandles(String asset, Timeframe timeframe, int count, Long to)
    implements Request<Session, CandlesView> {
  @Override
  public Future<CandlesView> ask(Session session) {
    return session.candles(this);
  }
}
