package br.com.catalogador.web;

import br.com.catalogador.candle.Asset.Category;
import br.com.catalogador.ranking.message.RankingOrder;
import br.com.catalogador.ranking.message.RankingParameters;
import br.com.catalogador.web.http.CatalogQuery;
import br.com.catalogador.web.http.Parameters;
import java.util.Arrays;
import java.util.List;

/** Reads the parameters of a ranking from a JSON body. */
final class RankingQuery {
  private static final String[] NAMES = {
    "quadrants",
    "days",
    "timeframe",
    "strategy",
    "martingale",
    "tie",
    "order",
    "minOperations",
    "assets",
    "category",
    "minPayout"
  };
  private static final int MAX_SYMBOLS = 500;
  private static final int MAX_MIN_OPERATIONS = 100;
  private static final double MAX_MIN_PAYOUT = 1;
  private static final List<String> ORDERS =
      Arrays.stream(RankingOrder.values()).map(RankingOrder::wireName).toList();

  private RankingQuery() {}

  static String[] names() {
    return CatalogQuery.withConditions(NAMES);
  }

  static RankingParameters read(Parameters body) {
    return new RankingParameters(
        CatalogQuery.settings(
            body, RankingParameters.MIN_QUADRANTS, RankingParameters.MAX_QUADRANTS),
        body.choice("order", ORDERS, RankingOrder::ofWireName).orElse(RankingOrder.WIN_RATE),
        body.wholeNumber(
            "minOperations", RankingParameters.DEFAULT_MIN_OPERATIONS, 1, MAX_MIN_OPERATIONS),
        body.texts("assets", MAX_SYMBOLS, CatalogQuery.MAX_SYMBOL),
        body.choice("category", AssetsRoute.CATEGORIES, Category::ofWireName).orElse(null),
        body.number("minPayout", 0, MAX_MIN_PAYOUT).orElse(null));
  }
}
