package br.com.catalogador.bench;

import br.com.catalogador.bench.Figure.Round;
import br.com.catalogador.cache.PageBenchmark;
import br.com.catalogador.simulator.MarketBenchmark;
import br.com.catalogador.strategy.CatalogBenchmark;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * The JMH benchmarks, in nanoseconds per candle whatever their own unit. A round is one fresh JVM
 * for each; before and after every class of them comes the reference, so that a machine that slows
 * down slows both.
 */
final class MicroBenchmarks {
  private static final String REFERENCE = "CatalogBenchmark.limit";
  private static final List<Class<?>> CLASSES =
      List.of(CatalogBenchmark.class, PageBenchmark.class, MarketBenchmark.class);
  private static final int WARM_UPS = 4;
  private static final int ITERATIONS = 6;

  private final TimeValue iteration;

  MicroBenchmarks(int millisEach) {
    this.iteration = TimeValue.milliseconds(millisEach);
  }

  List<Figure> measure(int rounds) throws RunnerException {
    Map<String, List<Round>> times = new LinkedHashMap<>();
    for (int round = 1; round <= rounds; round++) {
      double before = reference();
      for (Class<?> benchmarks : CLASSES) {
        Map<String, Double> measured = run(benchmarks.getName() + ".*");
        double after = reference();
        double around = (before + after) / 2;
        measured.forEach(
            (name, time) ->
                times
                    .computeIfAbsent(name, unused -> new ArrayList<>())
                    .add(new Round(time, around)));
        before = after;
      }
      System.out.printf("round %d of %d: reference %.2f ns%n", round, rounds, before);
    }
    return times.entrySet().stream()
        .map(entry -> Figure.of(entry.getKey(), REFERENCE, "ns per candle", entry.getValue()))
        .toList();
  }

  private double reference() throws RunnerException {
    return time(
        new Runner(options(CatalogBenchmark.class.getName() + ".limit").build()).runSingle());
  }

  private Map<String, Double> run(String include) throws RunnerException {
    Map<String, Double> times = new LinkedHashMap<>();
    OptionsBuilder options = options(include);
    options.exclude(REFERENCE).param("size", "60", "86400");
    for (RunResult result : new Runner(options.build()).run()) {
      times.put(name(result.getParams()), time(result));
    }
    return times;
  }

  /** Of the fastest iteration: other people's work on the machine only ever adds time. */
  private static double time(RunResult result) {
    return result.getPrimaryResult().getStatistics().getMin();
  }

  private OptionsBuilder options(String include) {
    OptionsBuilder options = new OptionsBuilder();
    options
        .include(include)
        .mode(Mode.AverageTime)
        .timeUnit(TimeUnit.NANOSECONDS)
        .forks(1)
        .warmupIterations(WARM_UPS)
        .warmupTime(iteration)
        .measurementIterations(ITERATIONS)
        .measurementTime(iteration)
        .verbosity(VerboseMode.SILENT)
        .shouldFailOnError(true);
    return options;
  }

  private static String name(BenchmarkParams benchmark) {
    String[] path = benchmark.getBenchmark().split("\\.");
    String method = path[path.length - 2] + "." + path[path.length - 1];
    return benchmark.getParamsKeys().stream()
        .sorted()
        .map(benchmark::getParam)
        .collect(Collectors.joining(",", method + "[", "]"));
  }
}
