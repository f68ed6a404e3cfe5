package br.com.catalogador.web.http;

import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.session.message.GetCatalog;
import br.com.catalogador.strategy.CatalogSettings;
import br.com.catalogador.strategy.Strategies;
import br.com.catalogador.strategy.Strategy;
import br.com.catalogador.strategy.TieRule;
import br.com.catalogador.view.Limits;
import java.util.Arrays;
import java.util.List;

/** Reads the parameters of a catalog request from a query or a JSON object. */
public final class CatalogQuery {
  public static final int MAX_SYMBOL = 64;

  private static final String[] NAMES = {
    "asset",
    "timeframe",
    "quadrants",
    "strategy",
    "martingale",
    "tie",
    "payout",
    "multiplier",
    "recover"
  };
  private static final int DEFAULT_QUADRANTS = 10;
  private static final int DEFAULT_MARTINGALE = 2;
  private static final double DEFAULT_MULTIPLIER = 2;
  private static final double MIN_PAYOUT = 0.01;
  private static final double MAX_PAYOUT = 10;
  private static final double MIN_MULTIPLIER = 0.1;
  private static final double MAX_MULTIPLIER = 10;
  private static final List<Integer> TIMEFRAMES =
      Arrays.stream(Timeframe.values()).map(Timeframe::seconds).toList();
  private static final List<String> STRATEGIES =
      Strategies.all().stream().map(Strategy::id).toList();
  private static final List<String> TIE_RULES =
      Arrays.stream(TieRule.values()).map(TieRule::wireName).toList();

  private CatalogQuery() {}

  /** The names of the parameters. */
  public static String[] names() {
    return NAMES.clone();
  }

  public static GetCatalog read(Parameters query) {
    String asset = query.requiredText("asset", MAX_SYMBOL);
    return new GetCatalog(
        asset,
        settings(query, 1, Limits.QUADRANTS),
        query.number("payout", MIN_PAYOUT, MAX_PAYOUT).orElse(null),
        query.number("multiplier", MIN_MULTIPLIER, MAX_MULTIPLIER).orElse(DEFAULT_MULTIPLIER),
        query.flag("recover", false));
  }

  /**
   * Reads the parameters that catalogs and rankings share.
   *
   * @param minQuadrants least allowed number
   * @param maxQuadrants greatest allowed number
   */
  public static CatalogSettings settings(Parameters query, int minQuadrants, int maxQuadrants) {
    Timeframe timeframe = timeframe(query);
    return new CatalogSettings(
        strategy(query, timeframe),
        timeframe,
        query.wholeNumber("quadrants", DEFAULT_QUADRANTS, minQuadrants, maxQuadrants),
        query.wholeNumber("martingale", DEFAULT_MARTINGALE, 0, Limits.MARTINGALE),
        query.choice("tie", TIE_RULES, TieRule::ofWireName).orElse(TieRule.LOSS));
  }

  public static Timeframe timeframe(Parameters query) {
    return query.choiceOfNumber("timeframe", TIMEFRAMES, Timeframe::ofSeconds).orElse(Timeframe.M1);
  }

  private static Strategy strategy(Parameters query, Timeframe timeframe) {
    Strategy strategy =
        query.choice("strategy", STRATEGIES, Strategies::byId).orElse(Strategies.MINORIA);
    if (!strategy.supports(timeframe)) {
      throw Failure.invalidParameter(
          "timeframe",
          timeframe.seconds(),
          "a timeframe that " + strategy.id() + " is defined for");
    }
    return strategy;
  }
}
