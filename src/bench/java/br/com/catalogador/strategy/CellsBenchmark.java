package br.com.catalogador.strategy;

import br.com.catalogador.bench.RandomWalk;
import br.com.catalogador.candle.Finality;
import br.com.catalogador.candle.Timeframe;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A whole market: 60 assets, 25 strategies, 2000 quadrants of M1, on one core; per candle of a
 * cell, of which there are 15 million.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(CellsBenchmark.ASSETS * 25 * CellsBenchmark.QUADRANTS * 5)
@Fork(5)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class CellsBenchmark {
  static final int ASSETS = 60;
  static final int QUADRANTS = 2000;
  private static final int CANDLES = 10_300;

  private List<Market> markets;
  private List<CatalogSettings> cells;
  private Finality finality;
  private Screen screen;

  @Setup
  public void market() {
    markets =
        IntStream.range(0, ASSETS)
            .mapToObj(seed -> Market.of(RandomWalk.minutes(CANDLES, new Random(seed))))
            .toList();
    cells =
        Strategies.all().stream()
            .filter(strategy -> strategy.supports(Timeframe.M1))
            .map(
                strategy -> new CatalogSettings(strategy, Timeframe.M1, QUADRANTS, 2, TieRule.LOSS))
            .toList();
    finality = Finality.upTo(CANDLES * 60L);
    screen = Screen.of(markets.get(0), Conditions.NONE, finality);
  }

  /** Counts of every cell from prepared words. */
  @Benchmark
  public long counts() {
    long wins = 0;
    for (Market market : markets) {
      for (CatalogSettings cell : cells) {
        wins += Counts.of(market, cell, screen, finality).wins();
      }
    }
    return wins;
  }

  /** One simulated market: the same minutes swapped in every asset, and every cell counted. */
  @Benchmark
  public long simulated() {
    long wins = 0;
    for (Market market : markets) {
      Market coin = market.mirrored(number -> number * 0x9E37_79B9_7F4A_7C15L, false);
      for (CatalogSettings cell : cells) {
        wins += Counts.of(coin, cell, screen, finality).firstWins();
      }
    }
    return wins;
  }
}
