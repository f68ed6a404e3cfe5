package br.com.catalogador.strategy;

import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Finality;
import java.util.ArrayList;
import java.util.List;

/**
 * The newest listed blocks as objects. Where only a sum of them is wanted, {@link Scan} gives the
 * same without allocating.
 *
 * @param rows oldest first, at most as many as were asked for
 * @param skipped blocks between the oldest and the newest row of which some but not all analyzed
 *     candles are there
 */
public record Catalog(List<Row> rows, long skipped) {
  public Catalog {
    rows = List.copyOf(rows);
  }

  /**
   * Catalogs a series.
   *
   * @param finality which candles are final; one that closes after that does not exist yet
   * @throws IllegalArgumentException if the series is of another timeframe than the settings, or
   *     the strategy is not defined for it
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
