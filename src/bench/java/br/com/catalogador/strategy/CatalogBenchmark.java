package br.com.catalogador.strategy;

import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Finality;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.stats.StakePlan;
import br.com.catalogador.stats.Summary;
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

/**
 * The engine over a million candles, per candle, beside the limit: reading the open and close
 * columns once and doing nothing but counting colors.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(CatalogBenchmark.CANDLES)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class CatalogBenchmark {
  static final int CANDLES = 1_000_000;

  private CandleSeries series;

  @Setup
  public void market() {
    Random random = new Random(1);
    CandleSeries.Builder builder = new CandleSeries.Builder(Timeframe.M1, CANDLES);
    double price = 1.8;
    for (int i = 0; i < CANDLES; i++) {
      double close = random.nextInt(100) < 3 ? price : price + random.nextGaussian() * 1e-4;
      builder.add(i * 60L, price, Math.max(price, close), Math.min(price, close), close);
      price = close;
    }
    series = builder.build();
  }

  /** The limit: the sign of a difference is its color, so there is no branch to mispredict. */
  @Benchmark
  public long limit() {
    long green = 0;
    long red = 0;
    for (int i = 0; i < CANDLES; i++) {
      double open = series.open(i);
      double close = series.close(i);
      green += Double.doubleToRawLongBits(open - close) >>> 63;
      red += Double.doubleToRawLongBits(close - open) >>> 63;
    }
    return green << 32 | red;
  }

  /** The engine alone: every block's outcome, counted. */
  @Benchmark
  public long engine(Chosen chosen) {
    CatalogSettings settings =
        new CatalogSettings(chosen.strategy, Timeframe.M1, CANDLES, 2, TieRule.LOSS);
    Scan scan = Scan.of(series, settings, Finality.upTo(series.end()));
    long wins = 0;
    while (scan.next()) {
      wins += scan.outcome() == Outcome.WIN ? 1 : 0;
    }
    return wins;
  }

  /** The engine with the summary and its money. */
  @Benchmark
  public Summary summary(Chosen chosen) {
    CatalogSettings settings =
        new CatalogSettings(chosen.strategy, Timeframe.M1, CANDLES, 2, TieRule.LOSS);
    return Summary.of(Scan.of(series, settings, Finality.upTo(series.end())), 2, chosen.plan);
  }

  /** The strategy measured. */
  @State(Scope.Benchmark)
  public static class Chosen {
    @Param({"minoria", "c3"})
    public String id;

    private Strategy strategy;
    private final StakePlan plan = new StakePlan(0.87, 2, false);

    @Setup
    public void find() {
      strategy = Strategies.byId(id).orElseThrow();
    }
  }
}
