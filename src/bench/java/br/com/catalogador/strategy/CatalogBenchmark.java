package br.com.catalogador.strategy;

import br.com.catalogador.bench.RandomWalk;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.ColorWords;
import br.com.catalogador.candle.Finality;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.stats.StakePlan;
import br.com.catalogador.stats.Summary;
import br.com.catalogador.stats.Tally;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The engine over a million candles, per candle. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(CatalogBenchmark.CANDLES)
@Fork(5)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class CatalogBenchmark {
  static final int CANDLES = 1_000_000;

  private CandleSeries series;
  private Market market;
  private Finality finality;

  @Setup
  public void market() {
    series = RandomWalk.minutes(CANDLES, new Random(1));
    market = Market.of(series);
    finality = Finality.upTo(series.end());
  }

  /** Prices to words. */
  @Benchmark
  public ColorWords words() {
    return ColorWords.of(series);
  }

  /** Counts of all blocks from words. */
  @Benchmark
  public Counts counts(Chosen chosen) {
    return chosen.count(market, CANDLES, finality);
  }

  /** Counts of all blocks from prices. */
  @Benchmark
  public int fromPrices(Chosen chosen) {
    return ColorWords.of(series).size() + chosen.count(market, CANDLES, finality).wins();
  }

  /** All blocks in order, with streaks and money. */
  @Benchmark
  public Summary summary(Chosen chosen) {
    CatalogSettings settings = chosen.settings(CANDLES);
    Tally tally = new Tally(2, chosen.plan);
    Blocks blocks = new Blocks(series.words(), settings, chosen.screen, finality);
    while (blocks.next()) {
      tally.add(blocks.outcome(), blocks.martingale());
    }
    return tally.summary();
  }

  /** The strategy measured. */
  @State(Scope.Benchmark)
  public static class Chosen {
    @Param({"minoria", "c3", "5:1,2,3:GGR=C,RRG=P:6,7,8", "20:1,2,3,4,5,6,7,8,9,10:min:11"})
    public String pattern;

    private Strategy strategy;
    private Screen screen;
    private final StakePlan plan = new StakePlan(0.87, 2, false);

    @Setup
    public void find() {
      strategy = Strategies.byIdOrPattern(pattern).orElseThrow();
      screen =
          Screen.of(Market.of(CandleSeries.empty(Timeframe.M1)), Conditions.NONE, Finality.upTo(0));
    }

    private CatalogSettings settings(int quadrants) {
      return new CatalogSettings(strategy, Timeframe.M1, quadrants, 2, TieRule.LOSS);
    }

    private Counts count(Market market, int quadrants, Finality finality) {
      return Counts.of(market, settings(quadrants), screen, finality);
    }
  }
}
