package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import br.com.catalogador.candle.Timeframe;
import io.vertx.core.Future;

/**
 * Requests the known candles of the last days; what is missing is fetched in the background.
 *
 * @param asset the asset's symbol
 */
public record GetDays(String asset, Timeframe timeframe, int days)
    implements Request<CandleHistory, DaysView> {
  @Override
  public Future<DaysView> ask(CandleHistory history) {
    return history.days(this);
  }
}
