package br.com.catalogador.matrix;

import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.strategy.CatalogSettings;
import br.com.catalogador.strategy.Conditions;
import br.com.catalogador.strategy.Counter;
import br.com.catalogador.strategy.Strategy;
import br.com.catalogador.strategy.TieRule;
import java.util.HashSet;
import java.util.List;

/**
 * The parameters of a matrix, without the assets. The cells are the strategies on each asset.
 *
 * @param strategies at least one, all different and defined for the timeframe; their order breaks
 *     ties
 * @param timeframe size of the candles
 * @param quadrants maximum number of newest listed blocks of a cell, at least 1
 * @param martingale attempts after the entry, 0 to 5
 * @param tie meaning of a doji on an attempt's candle
 * @param conditions when a row with a signal is entered
 * @param minOperations cells with fewer first entries are neither compared with luck nor ranked
 *     among the others; at least 1
 * @param simulations simulated markets asked for: 0, or {@value #MIN_SIMULATIONS} to {@value
 *     #MAX_SIMULATIONS}; see {@link #simulationsFor}
 */
public record MatrixSettings(
    List<Strategy> strategies,
    Timeframe timeframe,
    int quadrants,
    int martingale,
    TieRule tie,
    Conditions conditions,
    int minOperations,
    int simulations) {
  public static final int MIN_SIMULATIONS = 99;
  public static final int MAX_SIMULATIONS = 9999;
  public static final int DEFAULT_SIMULATIONS = 999;
  public static final int DEFAULT_MIN_OPERATIONS = 5;

  /** The most rows, over all cells and simulated markets, that one matrix may cost. */
  private static final long MAX_ROWS = 200_000_000;

  /**
   * @throws IllegalArgumentException if a number is outside its range, a strategy is given twice or
   *     is not defined for the timeframe
   */
  public MatrixSettings {
    strategies = List.copyOf(strategies);
    require(!strategies.isEmpty(), "strategies must be at least one");
    HashSet<String> ids = new HashSet<>();
    for (Strategy strategy : strategies) {
      strategy.pattern(timeframe);
      require(ids.add(strategy.id()), "strategy " + strategy.id() + " is given twice");
    }
    require(minOperations >= 1, "minOperations must be at least 1, not " + minOperations);
    require(
        simulations == 0 || simulations >= MIN_SIMULATIONS && simulations <= MAX_SIMULATIONS,
        "simulations must be 0 or %d to %d, not %d"
            .formatted(MIN_SIMULATIONS, MAX_SIMULATIONS, simulations));
    // The catalog's own ranges.
    new CatalogSettings(strategies.get(0), timeframe, quadrants, martingale, tie, conditions);
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }

  /** Counters of one's own, in the order of the strategies. */
  List<Counter> counters() {
    return strategies.stream().map(strategy -> new Counter(of(strategy))).toList();
  }

  /** The parameters of a cell. */
  CatalogSettings of(Strategy strategy) {
    return new CatalogSettings(strategy, timeframe, quadrants, martingale, tie, conditions);
  }

  /**
   * The simulated markets of a matrix with so many assets: as asked for, or fewer, but at least
   * {@value #MIN_SIMULATIONS}, so that cells × quadrants × simulations stays within 2·10⁸.
   */
  public int simulationsFor(int assets) {
    long rows = Math.max(1, (long) assets * strategies.size() * quadrants);
    long most = Math.max(MIN_SIMULATIONS, MAX_ROWS / rows);
    return (int) Math.min(simulations, most);
  }
}
