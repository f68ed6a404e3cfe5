package br.com.catalogador.simulator;

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
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** A page of history as the simulator computes it, per candle, without writing it as text. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(MarketBenchmark.PAGE)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class MarketBenchmark {
  static final int PAGE = 1_000;
  private static final long NOW = 1_790_209_945;

  @Param({"1", "60", "300", "900", "3600", "86400"})
  public int size;

  private final SimulatedMarket market = new SimulatedMarket(1, SimulatedAssets.ALL.get(0));

  @Benchmark
  public void page(Blackhole blackhole) {
    long last = market.lastId(size, NOW);
    for (long id = last - PAGE + 1; id <= last; id++) {
      blackhole.consume(market.candle(id, size, NOW));
    }
  }
}
