package br.com.catalogador.web.http;

import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.session.message.GetCatalog;
import br.com.catalogador.strategy.CatalogSettings;
import br.com.catalogador.strategy.ConditionException;
import br.com.catalogador.strategy.ConditionTexts;
import br.com.catalogador.strategy.Conditions;
import br.com.catalogador.strategy.Conditions.After;
import br.com.catalogador.strategy.PatternException;
import br.com.catalogador.strategy.Strategies;
import br.com.catalogador.strategy.Strategy;
import br.com.catalogador.strategy.TieRule;
import br.com.catalogador.view.Limits;
import br.com.catalogador.view.PatternProblem;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the parameters of a catalog request from a query or a JSON object. */
public final class CatalogQuery {
  public static final int MAX_SYMBOL = 64;

  /** More than any pattern that a page can paint; a longer one does not fit into a message. */
  public static final int MAX_PATTERN = 2000;

  private static final String[] NAMES = {
    "asset",
    "timeframe",
    "quadrants",
    "days",
    "rowsBefore",
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
  private static final String STRATEGY =
      "a pattern such as 5:1,2,3:min:6, or one of: "
          + Strategies.all().stream().map(Strategy::id).collect(Collectors.joining(", "));
  private static final List<String> TIE_RULES =
      Arrays.stream(TieRule.values()).map(TieRule::wireName).toList();

  private CatalogQuery() {}

  /** The names of the parameters. */
  public static String[] names() {
    return withConditions(NAMES);
  }

  /** Names of parameters, followed by those of the conditions. */
  public static String[] withConditions(String... names) {
    return Stream.concat(Stream.of(names), ConditionTexts.NAMES.stream()).toArray(String[]::new);
  }

  public static GetCatalog read(Parameters query) {
    String asset = query.requiredText("asset", MAX_SYMBOL);
    return new GetCatalog(
        asset,
        settings(query, 1, Limits.QUADRANTS),
        query.number("payout", MIN_PAYOUT, MAX_PAYOUT).orElse(null),
        query.number("multiplier", MIN_MULTIPLIER, MAX_MULTIPLIER).orElse(DEFAULT_MULTIPLIER),
        query.flag("recover", false),
        query.epochSeconds("rowsBefore").orElse(null));
  }

  /**
   * Reads the parameters that catalogs and rankings share.
   *
   * @param minQuadrants least allowed number
   * @param maxQuadrants greatest allowed number
   */
  public static CatalogSettings settings(Parameters query, int minQuadrants, int maxQuadrants) {
    return settings(query, strategy(query, timeframe(query)), minQuadrants, maxQuadrants);
  }

  /** The same for a strategy that has been read already. */
  public static CatalogSettings settings(
      Parameters query, Strategy strategy, int minQuadrants, int maxQuadrants) {
    Timeframe timeframe = timeframe(query);
    int martingale = martingale(query);
    return new CatalogSettings(
        strategy,
        timeframe,
        query.wholeNumber("quadrants", DEFAULT_QUADRANTS, minQuadrants, maxQuadrants),
        martingale,
        tie(query),
        conditions(query, timeframe, martingale),
        days(query));
  }

  public static int martingale(Parameters query) {
    return query.wholeNumber("martingale", DEFAULT_MARTINGALE, 0, Limits.MARTINGALE);
  }

  public static TieRule tie(Parameters query) {
    return query.choice("tie", TIE_RULES, TieRule::ofWireName).orElse(TieRule.LOSS);
  }

  /** 0 for a number of quadrants. */
  private static int days(Parameters query) {
    int days = query.wholeNumber("days", 0, 1, Limits.DAYS);
    if (days > 0 && query.has("quadrants")) {
      throw Failure.invalidParameter("days", days + " and quadrants", "days or quadrants");
    }
    return days;
  }

  private static Conditions conditions(Parameters query, Timeframe timeframe, int martingale) {
    try {
      Conditions conditions =
          ConditionTexts.read(
              name -> name.equals("trend") ? query.numberAsText(name) : query.text(name),
              timeframe);
      After after = conditions.after();
      if (after != null && after.kind() == After.Kind.GALE && after.number() > martingale) {
        throw Failure.invalidParameter(
            "after", "gale:" + after.number(), "a gale up to the martingale, " + martingale);
      }
      return conditions;
    } catch (ConditionException e) {
      throw Failure.invalidParameter(
          e.parameter(), ParameterValue.ofQuery(e.got()).shown(), e.expected());
    } catch (PatternException e) {
      throw PatternProblem.of("agree", e);
    }
  }

  public static Timeframe timeframe(Parameters query) {
    return query.choiceOfNumber("timeframe", TIMEFRAMES, Timeframe::ofSeconds).orElse(Timeframe.M1);
  }

  /** The strategy of {@code strategy}, by default the product's main one. */
  public static Strategy strategy(Parameters query, Timeframe timeframe) {
    Strategy strategy =
        query.text("strategy").map(text -> strategy("strategy", text)).orElse(Strategies.MINORIA);
    if (!strategy.supports(timeframe)) {
      throw Failure.invalidParameter(
          "timeframe",
          timeframe.seconds(),
          "a timeframe that " + strategy.id() + " is defined for");
    }
    return strategy;
  }

  /**
   * The strategy of an id or a pattern text.
   *
   * @param name of the parameter, for the refusal
   */
  public static Strategy strategy(String name, String text) {
    if (text.length() > MAX_PATTERN) {
      throw Failure.invalidParameter(name, text.length() + " characters", STRATEGY);
    }
    try {
      return Strategies.byIdOrPattern(text)
          .orElseThrow(
              () -> Failure.invalidParameter(name, ParameterValue.ofQuery(text).shown(), STRATEGY));
    } catch (PatternException e) {
      throw PatternProblem.of(name, e);
    }
  }
}
