package br.com.catalogador.session.message;

import br.com.catalogador.cache.message.CachedCandles.Source;
import br.com.catalogador.candle.Asset;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.stats.Summary;
import br.com.catalogador.strategy.AfterHits;
import br.com.catalogador.strategy.CatalogSettings;
import br.com.catalogador.strategy.Forming;
import br.com.catalogador.strategy.Row;
import java.util.List;

/**
 * A catalog: the results of a strategy on an asset's newest quadrants. Times are UTC epoch seconds.
 *
 * @param asset the asset, with the broker's own payout
 * @param settings the requested settings
 * @param computedAt the broker's clock; candles closed by then were read
 * @param finalTo end of the final candles; later ones may still be missing
 * @param candles the closed candles that the rows were read from, oldest first
 * @param rows the quadrants, oldest first, at most the requested number
 * @param skipped quadrants between the rows with some, but not all, of their analyzed candles
 * @param summary summary of all rows
 * @param afterHits first entries after 0, 1, 2, … losses, over all quadrants of the data
 * @param forming the current quadrant, or null when its entry has passed
 * @param source origin of the candles
 * @param brokerRequests candle requests sent to the broker for this answer
 * @param coverage how much of the days is known; null for a catalog of a number of quadrants. A
 *     catalog of days carries its newest rows and candles only, and counts all of them
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
    List<AfterHits> afterHits,
    Forming forming,
    Source source,
    int brokerRequests,
    Coverage coverage) {
  /** What an answer carries of days, whose rows are all counted. */
  private static final int MAX_ROWS_OF_DAYS = 2_000;

  private static final int MAX_CANDLES_OF_DAYS = 5_000;

  public CatalogView {
    rows = List.copyOf(rows);
    afterHits = List.copyOf(afterHits);
  }

  /**
   * The newest of the rows of days, as many as one answer carries.
   *
   * @param before only rows that start earlier; null for all
   */
  public static List<Row> newest(List<Row> rows, Long before) {
    List<Row> earlier =
        before == null ? rows : rows.stream().filter(row -> row.start() < before).toList();
    return earlier.subList(Math.max(0, earlier.size() - MAX_ROWS_OF_DAYS), earlier.size());
  }

  /** The same of candles. */
  public static CandleSeries newest(CandleSeries candles, Long before) {
    CandleSeries earlier = before == null ? candles : candles.between(Long.MIN_VALUE, before);
    int surplus = earlier.size() - MAX_CANDLES_OF_DAYS;
    return surplus <= 0 ? earlier : earlier.between(earlier.from(surplus), Long.MAX_VALUE);
  }

  /** Those of some candles that rows were read from. */
  public static CandleSeries readBy(
      List<Row> rows, CatalogSettings settings, CandleSeries candles) {
    if (rows.isEmpty()) {
      return candles;
    }
    int firstAnalyzed = settings.pattern().firstAnalyzed();
    long lookback = Math.min(0, firstAnalyzed) * (long) settings.timeframe().seconds();
    return candles.between(rows.get(0).start() + lookback, candles.end());
  }
}
