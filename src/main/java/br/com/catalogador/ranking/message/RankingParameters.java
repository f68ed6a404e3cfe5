package br.com.catalogador.ranking.message;

import br.com.catalogador.candle.Asset.Category;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.matrix.MatrixOrder;
import br.com.catalogador.matrix.MatrixSettings;
import br.com.catalogador.strategy.CatalogSettings;
import br.com.catalogador.strategy.Strategies;
import br.com.catalogador.strategy.Strategy;
import java.util.List;
import java.util.stream.Stream;

/**
 * The parameters of a ranking: the strategies on each asset, order and choice of assets. Stakes
 * double, and each asset counts at its own payout.
 *
 * @param strategies at least one, all different and defined for the timeframe
 * @param all whether all strategies were asked for: those of the table, and the user's own, which
 *     are added at the start of a run
 * @param settings what to catalog of each asset with each strategy, whatever its own is; {@value
 *     #MIN_QUADRANTS} to {@value #MAX_QUADRANTS} quadrants, or days
 * @param minOperations cells with fewer operations rank below all others, 1 to 100
 * @param simulations simulated markets asked for, see {@link MatrixSettings}
 * @param symbols the chosen assets; empty for all open ones
 * @param category only assets of this category; null for any
 * @param minPayout only assets whose payout is known and at least this fraction; null for any
 */
public record RankingParameters(
    List<Strategy> strategies,
    boolean all,
    CatalogSettings settings,
    MatrixOrder order,
    int minOperations,
    int simulations,
    List<String> symbols,
    Category category,
    Double minPayout) {
  public static final int MIN_QUADRANTS = 5;
  public static final int MAX_QUADRANTS = 2000;
  public static final int DEFAULT_MIN_OPERATIONS = MatrixSettings.DEFAULT_MIN_OPERATIONS;

  private static final int SECONDS_PER_DAY = 86_400;

  public RankingParameters {
    strategies = List.copyOf(strategies);
    symbols = List.copyOf(symbols);
  }

  /** One strategy, without simulated markets. */
  public RankingParameters(
      CatalogSettings settings,
      MatrixOrder order,
      int minOperations,
      List<String> symbols,
      Category category,
      Double minPayout) {
    this(
        List.of(settings.strategy()),
        false,
        settings,
        order,
        minOperations,
        0,
        symbols,
        category,
        minPayout);
  }

  /** The strategies of the table that are defined for a timeframe. */
  public static List<Strategy> table(Timeframe timeframe) {
    return Strategies.all().stream().filter(strategy -> strategy.supports(timeframe)).toList();
  }

  /** All strategies of the table and these of the user; the same if only some were asked for. */
  public RankingParameters withOwn(List<Strategy> own) {
    return all
        ? new RankingParameters(
            Stream.concat(table(settings.timeframe()).stream(), own.stream()).toList(),
            true,
            settings,
            order,
            minOperations,
            simulations,
            symbols,
            category,
            minPayout)
        : this;
  }

  /** The results of one strategy are a list of assets; of several they are a table of cells. */
  public boolean several() {
    return strategies.size() > 1;
  }

  /** The parameters of the matrix; of days, with the most quadrants that they may have. */
  public MatrixSettings matrix() {
    int quadrants =
        settings.days() == 0
            ? settings.quadrants()
            : Math.max(
                1, settings.days() * SECONDS_PER_DAY / (settings.timeframe().seconds() * block()));
    return new MatrixSettings(
        strategies,
        settings.timeframe(),
        quadrants,
        settings.martingale(),
        settings.tie(),
        settings.conditions(),
        minOperations,
        simulations);
  }

  /** Candles of the shortest block. */
  private int block() {
    return strategies.stream()
        .mapToInt(strategy -> strategy.pattern(settings.timeframe()).blockCandles())
        .min()
        .orElseThrow();
  }
}
