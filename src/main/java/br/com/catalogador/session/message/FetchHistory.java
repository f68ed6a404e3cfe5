package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import br.com.catalogador.candle.Timeframe;
import io.vertx.core.Future;
import java.util.List;

/**
 * Fetches the candles of days in the background.
 *
 * @param assets symbols, at least one
 */
public record FetchHistory(List<String> assets, Timeframe timeframe, int days)
    implements Request<CandleHistory, Long> {
  public FetchHistory {
    assets = List.copyOf(assets);
  }

  @Override
  public Future<Long> ask(CandleHistory history) {
    return history.fetch(this);
  }
}
