package br.com.catalogador.ranking.message;

import br.com.catalogador.candle.Asset.Category;
import br.com.catalogador.session.message.GetCatalog;
import br.com.catalogador.strategy.CatalogSettings;
import java.util.List;

/**
 * The parameters of a ranking: analysis, order and choice of assets. Stakes double, and each asset
 * counts at its own payout.
 *
 * @param settings what to catalog of each asset, {@value #MIN_QUADRANTS} to {@value #MAX_QUADRANTS}
 *     quadrants
 * @param minOperations assets with fewer operations rank below all others, 1 to 100
 * @param symbols the chosen assets; empty for all open ones
 * @param category only assets of this category; null for any
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

  /** The analysis of one asset. */
  public GetCatalog query(String symbol) {
    return new GetCatalog(symbol, settings, null, MULTIPLIER, false);
  }
}
