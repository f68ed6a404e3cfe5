package br.com.catalogador.matrix;

import br.com.catalogador.bench.RandomWalk;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Finality;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.strategy.Conditions;
import br.com.catalogador.strategy.Strategies;
import br.com.catalogador.strategy.TieRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The whole market: 60 assets and the 25 strategies of M1, 3 % dojis. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 4, time = 2)
public class MatrixBenchmark {
  private static final int ASSETS = 60;
  private static final int WORKERS = 2;

  @Param({"100", "2000"})
  public int quadrants;

  private List<MatrixAsset> assets;
  private Simulator simulator;

  @Setup
  public void markets() {
    Random random = new Random(1);
    assets = new ArrayList<>();
    for (int i = 0; i < ASSETS; i++) {
      CandleSeries series = RandomWalk.minutes(10 * quadrants + 20, random);
      series.words();
      assets.add(new MatrixAsset("A" + i, series, Finality.upTo(series.end()), null));
    }
    simulator = run(MatrixSettings.DEFAULT_SIMULATIONS).simulator();
  }

  private MatrixRun run(int simulations) {
    return MatrixRun.of(
        new MatrixSettings(
            Strategies.all().stream().filter(it -> it.supports(Timeframe.M1)).toList(),
            Timeframe.M1,
            quadrants,
            2,
            TieRule.LOSS,
            Conditions.NONE,
            5,
            simulations),
        assets);
  }

  /** The cells, Holm and the order, from candles whose colors are known. */
  @Benchmark
  public Matrix cells() {
    return run(0).result(MatrixOrder.EVIDENCE);
  }

  /** The same with simulated markets, as many of 999 as the bound allows, on two threads. */
  @Benchmark
  public Matrix simulated() {
    MatrixRun simulated = run(MatrixSettings.DEFAULT_SIMULATIONS);
    IntStream.range(0, WORKERS)
        .parallel()
        .forEach(
            worker -> {
              Simulator its = simulated.simulator();
              while (its.step()) {
                // until all markets are simulated
              }
            });
    return simulated.result(MatrixOrder.EVIDENCE);
  }

  /** One step of a simulator, the smallest slice of work: one asset of one simulated market. */
  @Benchmark
  public boolean step() {
    if (!simulator.step()) {
      simulator = run(MatrixSettings.DEFAULT_SIMULATIONS).simulator();
    }
    return true;
  }
}
