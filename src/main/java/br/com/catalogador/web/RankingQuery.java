package br.com.catalogador.web;

import br.com.catalogador.candle.Asset.Category;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.matrix.MatrixOrder;
import br.com.catalogador.matrix.MatrixSettings;
import br.com.catalogador.ranking.message.GetRanking;
import br.com.catalogador.ranking.message.RankingParameters;
import br.com.catalogador.strategy.Strategy;
import br.com.catalogador.web.http.CatalogQuery;
import br.com.catalogador.web.http.Parameters;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads the parameters of a ranking from a JSON body, and those of a part of it from a query. */
final class RankingQuery {
  private static final String[] NAMES = {
    "quadrants",
    "days",
    "timeframe",
    "strategy",
    "strategies",
    "martingale",
    "tie",
    "order",
    "minOperations",
    "simulations",
    "assets",
    "category",
    "minPayout"
  };
  private static final String ALL = "all";
  private static final int MAX_SYMBOLS = 500;
  private static final int MAX_STRATEGIES = 60;
  private static final int MAX_MIN_OPERATIONS = 100;
  private static final double MAX_MIN_PAYOUT = 1;

  /** More than a ranking has. */
  private static final int MAX_OFFSET = 100_000;

  private static final List<String> ORDERS =
      Arrays.stream(MatrixOrder.values()).map(MatrixOrder::wireName).toList();

  private RankingQuery() {}

  static String[] names() {
    return CatalogQuery.withConditions(NAMES);
  }

  static RankingParameters read(Parameters body) {
    Timeframe timeframe = CatalogQuery.timeframe(body);
    boolean all = isAll(body);
    List<Strategy> strategies =
        all ? RankingParameters.table(timeframe) : strategies(body, timeframe);
    boolean several = all || strategies.size() > 1;
    return new RankingParameters(
        strategies,
        all,
        CatalogQuery.settings(
            body,
            strategies.get(0),
            RankingParameters.MIN_QUADRANTS,
            RankingParameters.MAX_QUADRANTS),
        order(body).orElse(several ? MatrixOrder.EVIDENCE : MatrixOrder.WIN_RATE),
        body.wholeNumber(
            "minOperations", RankingParameters.DEFAULT_MIN_OPERATIONS, 1, MAX_MIN_OPERATIONS),
        simulations(body, several ? MatrixSettings.DEFAULT_SIMULATIONS : 0),
        body.texts("assets", MAX_SYMBOLS, CatalogQuery.MAX_SYMBOL),
        body.choice("category", AssetsRoute.CATEGORIES, Category::ofWireName).orElse(null),
        body.number("minPayout", 0, MAX_MIN_PAYOUT).orElse(null));
  }

  private static Optional<MatrixOrder> order(Parameters query) {
    return query.choice("order", ORDERS, MatrixOrder::ofWireName);
  }

  private static boolean isAll(Parameters body) {
    if (body.has("strategies") && body.has("strategy")) {
      throw Failure.invalidParameter(
          "strategies", "strategy and strategies", "strategy or strategies");
    }
    return body.has("strategies") && body.isText("strategies", ALL);
  }

  private static List<Strategy> strategies(Parameters body, Timeframe timeframe) {
    if (!body.has("strategies")) {
      return List.of(CatalogQuery.strategy(body, timeframe));
    }
    List<Strategy> strategies =
        body.texts("strategies", MAX_STRATEGIES, CatalogQuery.MAX_PATTERN).stream()
            .map(text -> CatalogQuery.strategy("strategies", text))
            .distinct()
            .toList();
    for (Strategy strategy : strategies) {
      if (!strategy.supports(timeframe)) {
        throw Failure.invalidParameter(
            "strategies",
            strategy.id(),
            "strategies that are defined for the timeframe " + timeframe.seconds());
      }
    }
    return strategies;
  }

  private static int simulations(Parameters body, int byDefault) {
    int least = MatrixSettings.MIN_SIMULATIONS;
    int simulations = body.wholeNumber("simulations", byDefault, 0, MatrixSettings.MAX_SIMULATIONS);
    if (simulations > 0 && simulations < least) {
      throw Failure.invalidParameter(
          "simulations",
          simulations,
          "0 or a whole number from " + least + " to " + MatrixSettings.MAX_SIMULATIONS);
    }
    return simulations;
  }

  /** What part of the ranking a query asks for. */
  static GetRanking part(Parameters query) {
    return new GetRanking(
        query.wholeNumber("offset", 0, 0, MAX_OFFSET),
        query.wholeNumber("limit", GetRanking.DEFAULT_LIMIT, 1, GetRanking.DEFAULT_LIMIT),
        query.has("asset") ? query.requiredText("asset", CatalogQuery.MAX_SYMBOL) : null,
        query
            .text("strategy")
            .map(text -> CatalogQuery.strategy("strategy", text).id())
            .orElse(null),
        order(query).orElse(null));
  }
}
