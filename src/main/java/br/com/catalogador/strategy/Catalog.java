package br.com.catalogador.strategy;

import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Finality;
import java.util.ArrayList;
import java.util.List;

/**
 * The newest listed blocks as objects. {@link Scan} provides the same without allocation, for sums.
 *
 * @param rows oldest first, at most as many as requested
 * @param skipped number of blocks between the oldest and the newest row with only some of their
 *     analyzed candles
 */
public record Catalog(List<Row> rows, long skipped) {
  public Catalog {
    rows = List.copyOf(rows);
  }

  /**
   * Catalogs a series.
   *
   * @param finality which candles are final; later candles are treated as not existing yet
   * @throws IllegalArgumentException if the series has another timeframe than the settings, or the
   *     strategy is not defined for it
   */
  public static Catalog of(CandleSeries series, CatalogSettings settings, Finality finality) {
    Scan scan = Scan.of(series, settings, finality);
    List<Row> rows = new ArrayList<>();
    while (scan.next()) {
      rows.add(scan.row());
    }
    return new Catalog(rows, scan.skipped());
  }
}
