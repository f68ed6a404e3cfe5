package br.com.catalogador.session.message;

import br.com.catalogador.cache.message.CachedCandles.Source;
import br.com.catalogador.candle.Asset;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.stats.Summary;
import br.com.catalogador.strategy.CatalogSettings;
import br.com.catalogador.strategy.Forming;
import br.com.catalogador.strategy.Row;
import java.util.List;

/**
 * How a strategy did on an asset's newest quadrants. Times are UTC epoch seconds.
 *
 * @param asset the asset, with the broker's own payout
 * @param settings what was asked for
 * @param computedAt the broker's clock; candles closed by then were read
 * @param finalTo end of the candles that are final; a later one that is not here may still come
 * @param candles the closed candles that the rows were read from, oldest first
 * @param rows the quadrants, oldest first, at most as many as were asked for
 * @param skipped quadrants between the rows of which some but not all analyzed candles are there
 * @param summary of all rows
 * @param forming the current quadrant, or null when its entry has passed
 * @param source where the candles came from
 * @param brokerRequests candle requests sent to the broker for this answer
 */
public record CatalogView(
    Asset asset,
    CatalogSettings settings,
    long computedAt,
    long finalTo,
    CandleSeries candles,
    List<Row> rows,
    long skipped,
    Summary summary,
    Forming forming,
    Source source,
    int brokerRequests) {
  public CatalogView {
    rows = List.copyOf(rows);
  }
}
