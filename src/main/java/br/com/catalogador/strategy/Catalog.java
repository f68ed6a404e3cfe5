package br.com.catalogador.strategy;

import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.ColorWords;
import br.com.catalogador.candle.Finality;
import java.util.ArrayList;
import java.util.List;

/**
 * The newest listed blocks as objects. {@link Counts} counts the same without them.
 *
 * @param rows oldest first, at most as many as requested
 * @param skipped number of blocks between the oldest and the newest row with only some of their
 *     analyzed candles
 * @param afterHits first entries after 0, 1, 2, … losses, over all listed blocks of the series
 */
public record Catalog(List<Row> rows, long skipped, List<AfterHits> afterHits) {
  public Catalog {
    rows = List.copyOf(rows);
    afterHits = List.copyOf(afterHits);
  }

  /** As {@link #of(CandleSeries, CatalogSettings, Finality, OutcomeSink)}, for the rows alone. */
  public static Catalog of(CandleSeries series, CatalogSettings settings, Finality finality) {
    return of(series, settings, finality, (outcome, martingale, entryAt) -> {});
  }

  /**
   * Catalogs a series.
   *
   * @param finality which candles are final; later candles are treated as not existing yet
   * @param outcomes receives the outcomes of the rows, oldest first
   * @throws IllegalArgumentException if the series has another timeframe than the settings, or the
   *     strategy is not defined for it
   */
  public static Catalog of(
      CandleSeries series, CatalogSettings settings, Finality finality, OutcomeSink outcomes) {
    return of(series, settings, settings.quadrants(), finality, outcomes);
  }

  /**
   * As above, but with only the newest of the rows as objects.
   *
   * @param mostRows at most so many rows; the outcomes are those of all quadrants of the settings
   */
  static Catalog of(
      CandleSeries series,
      CatalogSettings settings,
      int mostRows,
      Finality finality,
      OutcomeSink outcomes) {
    settings.requireSameTimeframe(series.timeframe());
    Market market = Market.of(series);
    Screen screen = Screen.of(market, settings.conditions(), finality);
    ColorWords words = market.closedBy(finality.until()).words();
    Listing listing = Listing.newest(words, Outcomes.of(settings), settings.quadrants());
    long firstRow =
        mostRows < settings.quadrants()
            ? Listing.newest(words, Outcomes.of(settings), mostRows).firstSlot()
            : listing.firstSlot();
    Blocks blocks = new Blocks(words, settings, screen, finality);
    AfterHits.Counter afterHits = new AfterHits.Counter();
    List<Row> rows = new ArrayList<>();
    while (blocks.next()) {
      afterHits.add(blocks);
      if (blocks.slot() >= listing.firstSlot()) {
        outcomes.add(blocks.outcome(), blocks.martingale(), blocks.entryAt());
      }
      if (blocks.slot() >= firstRow) {
        rows.add(blocks.row());
      }
    }
    return new Catalog(rows, listing.skipped(), afterHits.all());
  }
}
