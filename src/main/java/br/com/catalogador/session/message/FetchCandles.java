package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import br.com.catalogador.candle.CandlePage;
import br.com.catalogador.candle.Timeframe;
import io.vertx.core.Future;

/**
 * Asks the session's broker socket for the newest candles up to a time.
 *
 * @param assetId the broker's number of the asset
 * @param to UTC epoch seconds, inclusive right edge
 * @param count how many, 1 to 1000
 * @param newest whether it is the newest there are that are wanted, whatever the time is
 */
public record FetchCandles(long assetId, Timeframe timeframe, long to, int count, boolean newest)
    implements Request<Session, CandlePage> {
  @Override
  public Future<CandlePage> ask(Session session) {
    return session.fetch(this);
  }
}
