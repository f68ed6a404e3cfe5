package br.com.catalogador.ranking.message;

import br.com.catalogador.candle.Asset.Category;
import br.com.catalogador.session.message.GetCatalog;
import br.com.catalogador.strategy.CatalogSettings;
import java.util.List;

/**
 * What a ranking compares, by what, and over which assets. Stakes double and the payout is each
 * asset's own.
 *
 * @param settings what to catalog of each asset, {@value #MIN_QUADRANTS} to {@value #MAX_QUADRANTS}
 *     quadrants
 * @param minOperations an asset with fewer operations stands below all others, 1 to 100
 * @param symbols the chosen assets; empty for all open ones
 * @param category only assets of it; null for any
 * @param minPayout only assets whose payout is known and at least this fraction; null for any
 */
public record RankingParameters(
    CatalogSettings settings,
    RankingOrder order,
    int minOperations,
    List<String> symbols,
    Category category,
    Double minPayout) {
  public static final int MIN_QUADRANTS = 5;
  public static final int MAX_QUADRANTS = 100;
  public static final int DEFAULT_MIN_OPERATIONS = 5;

  private static final double MULTIPLIER = 2;

  public RankingParameters {
    symbols = List.copyOf(symbols);
  }

  /** The analysis of one asset that enters the ranking. */
  public GetCatalog query(String symbol) {
    return new GetCatalog(symbol, settings, null, MULTIPLIER, false);
  }
}
