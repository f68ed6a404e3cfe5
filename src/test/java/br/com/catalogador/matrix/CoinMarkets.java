package br.com.catalogador.matrix;

import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Finality;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.stats.StakePlan;
import br.com.catalogador.strategy.Conditions;
import br.com.catalogador.strategy.Strategies;
import br.com.catalogador.strategy.Strategy;
import br.com.catalogador.strategy.TieRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random M1 markets, and the questions asked of them. */
final class CoinMarkets {
  static final long START = 1_790_640_000L;
  private static final int QUADRANTS = 100;

  /** Of 100 quadrants of the strategies that look farthest, and a little more. */
  static final int CANDLES = QUADRANTS * 10 + 20;

  private CoinMarkets() {}

  /**
   * An asset whose candles have the color of the one before with a probability: 0.5 is a fair coin.
   */
  static MatrixAsset asset(String symbol, Random random, int candles, double repeats) {
    CandleSeries.Builder builder = new CandleSeries.Builder(Timeframe.M1, candles);
    boolean green = random.nextBoolean();
    double price = 1000;
    for (int i = 0; i < candles; i++) {
      green = random.nextDouble() < repeats ? green : !green;
      double close = price + (green ? 1 : -1);
      builder.add(START + i * 60L, price, price + 1, price - 1, close);
      price = close;
    }
    CandleSeries series = builder.build();
    return new MatrixAsset(
        symbol, series, Finality.upTo(series.end()), new StakePlan(0.87, 2, false));
  }

  static List<MatrixAsset> coins(Random random, int assets) {
    List<MatrixAsset> all = new ArrayList<>();
    for (int i = 0; i < assets; i++) {
      all.add(asset("COIN" + i, random, CANDLES, 0.5));
    }
    return all;
  }

  static MatrixSettings settings(int strategies, int simulations) {
    return settings(first(strategies), Conditions.NONE, simulations);
  }

  static MatrixSettings settings(
      List<Strategy> strategies, Conditions conditions, int simulations) {
    return new MatrixSettings(
        strategies, Timeframe.M1, QUADRANTS, 2, TieRule.LOSS, conditions, 5, simulations);
  }

  /** The first so many strategies of M1; there are 25. */
  static List<Strategy> first(int strategies) {
    return Strategies.all().stream()
        .filter(strategy -> strategy.supports(Timeframe.M1))
        .limit(strategies)
        .toList();
  }

  static Matrix matrix(MatrixSettings settings, List<MatrixAsset> assets) {
    MatrixRun run = MatrixRun.of(settings, assets);
    Simulator simulator = run.simulator();
    while (simulator.step()) {
      // until all markets are simulated
    }
    return run.result(MatrixOrder.EVIDENCE);
  }
}
