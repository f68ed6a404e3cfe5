package br.com.catalogador.strategy;

import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Finality;
import java.util.List;

/** The listed blocks of the last days. */
public final class RecentBlocks {
  private RecentBlocks() {}

  /**
   * As {@link Catalog#of(CandleSeries, CatalogSettings, Finality, OutcomeSink)}, of all blocks of
   * the days of the settings before now, or, without days, of the number of quadrants.
   *
   * @param now UTC epoch seconds
   */
  public static Catalog catalog(
      CandleSeries series,
      CatalogSettings settings,
      long now,
      Finality finality,
      OutcomeSink outcomes) {
    return newest(series, settings, now, Integer.MAX_VALUE, finality, outcomes);
  }

  /**
   * As above, but with only the newest of the rows as objects.
   *
   * @param mostRows at most so many rows; the outcomes are those of all
   */
  public static Catalog newest(
      CandleSeries series,
      CatalogSettings settings,
      long now,
      int mostRows,
      Finality finality,
      OutcomeSink outcomes) {
    if (settings.days() == 0) {
      return Catalog.of(series, settings, mostRows, finality, outcomes);
    }
    int listed = count(series, settings, now, finality);
    return listed == 0
        ? new Catalog(
            List.of(), 0, Catalog.of(series, settings.withQuadrants(1), finality).afterHits())
        : Catalog.of(series, settings.withQuadrants(listed), mostRows, finality, outcomes);
  }

  private static int count(
      CandleSeries series, CatalogSettings settings, long now, Finality finality) {
    long since = settings.since(now);
    int[] listed = new int[1];
    Catalog.of(
        series,
        settings.withQuadrants(Integer.MAX_VALUE),
        0,
        finality,
        (outcome, martingale, entryAt) -> listed[0] += entryAt >= since ? 1 : 0);
    return listed[0];
  }
}
