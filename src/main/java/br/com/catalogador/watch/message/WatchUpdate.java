package br.com.catalogador.watch.message;

import br.com.catalogador.candle.Asset;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.RunningCandle;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.session.message.Coverage;
import br.com.catalogador.session.message.GetCatalog;
import br.com.catalogador.stats.Summary;
import br.com.catalogador.strategy.AfterHits;
import br.com.catalogador.strategy.Forming;
import br.com.catalogador.strategy.Row;
import java.util.List;

/** A live update for the watchers of an asset or a catalog. */
public sealed interface WatchUpdate {

  /**
   * The running candle of an asset has a new price; published at most once a second for each asset
   * and timeframe.
   *
   * @param asset the asset's symbol
   */
  record RunningCandleChanged(String asset, Timeframe timeframe, RunningCandle running)
      implements WatchUpdate {}

  /**
   * Candles have closed, or time has passed without any, and the catalog has changed.
   *
   * @param query identifies the catalog
   * @param asset as the broker shows it to the accounts that receive this
   * @param computedAt epoch seconds by the broker's clock
   * @param candles all that have closed since the update before, oldest first; may be empty
   * @param dataTo end of the newest closed candle in epoch seconds; null when there is none
   * @param skipped as in the whole catalog
   * @param rowsChanged rows that are new or different since the update before, oldest first
   * @param summary of all rows, unchanged ones included
   * @param afterHits as in the whole catalog
   * @param forming the quadrant in progress, or null when its entry has passed
   * @param coverage as in the whole catalog; rows before its {@code wantedFrom} are listed no more
   */
  record CatalogChanged(
      GetCatalog query,
      Asset asset,
      long computedAt,
      CandleSeries candles,
      Long dataTo,
      long skipped,
      List<Row> rowsChanged,
      Summary summary,
      List<AfterHits> afterHits,
      Forming forming,
      Coverage coverage)
      implements WatchUpdate {
    public CatalogChanged {
      rowsChanged = List.copyOf(rowsChanged);
      afterHits = List.copyOf(afterHits);
    }
  }
}
