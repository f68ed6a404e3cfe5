package br.com.catalogador.bench;

import br.com.catalogador.bench.Figure.Round;
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
 * The JMH benchmarks, in the same unit whatever their own: per candle, but for whole matrices. A
 * round is one fresh JVM for each; before and after every group of them comes its reference, so
 * that a machine that slows down slows both.
 */
final class MicroBenchmarks {
  /** What is measured beside which reference, see {@link References}. */
  private static final List<Group> GROUPS =
      List.of(
          new Group("CatalogBenchmark.(words|fromPrices)", "prices"),
          new Group("CatalogBenchmark.counts|CellsBenchmark.*", "bits"),
          new Group("CatalogBenchmark.summary|HoursBenchmark.*", "branches"),
          new Group("MatrixBenchmark.*", "bits", "ms", 1e-6),
          new Group("PageBenchmark.fromMemory", "copy"),
          new Group("PageBenchmark.(from|to)Redis|ArchiveBenchmark.*", "bytes"),
          new Group("ReaderBenchmark.*", "bytes"),
          new Group("MarketBenchmark.*", "draws"));

  private static final int WARM_UPS = 4;
  private static final int ITERATIONS = 6;

  private final TimeValue iteration;

  /**
   * Benchmarks with the same mix of memory and arithmetic.
   *
   * @param include a regular expression of their names
   * @param reference a method of {@link References}
   * @param unit of the figures
   * @param perNanosecond so many units are a nanosecond
   */
  private record Group(String include, String reference, String unit, double perNanosecond) {
    Group(String include, String reference) {
      this(include, reference, "ns per candle", 1);
    }

    String referenceName() {
      return "References." + reference;
    }
  }

  MicroBenchmarks(int millisEach) {
    this.iteration = TimeValue.milliseconds(millisEach);
  }

  List<Figure> measure(int rounds) throws RunnerException {
    List<Figure> figures = new ArrayList<>();
    for (Group group : GROUPS) {
      measure(group, rounds)
          .forEach(
              (name, times) ->
                  figures.add(Figure.of(name, group.referenceName(), group.unit(), times)));
    }
    return figures;
  }

  private Map<String, List<Round>> measure(Group group, int rounds) throws RunnerException {
    Map<String, List<Round>> times = new LinkedHashMap<>();
    double before = reference(group);
    for (int round = 1; round <= rounds; round++) {
      Map<String, Double> measured = run(group.include());
      double after = reference(group);
      double around = (before + after) / 2;
      measured.forEach(
          (name, time) ->
              times
                  .computeIfAbsent(name, unused -> new ArrayList<>())
                  .add(new Round(time * group.perNanosecond(), around)));
      before = after;
      System.out.printf(
          "%s, round %d of %d: %.3f ns%n", group.referenceName(), round, rounds, after);
    }
    return times;
  }

  private double reference(Group group) throws RunnerException {
    return time(new Runner(options(".*" + group.referenceName()).build()).runSingle());
  }

  private Map<String, Double> run(String include) throws RunnerException {
    Map<String, Double> times = new LinkedHashMap<>();
    OptionsBuilder options = options(".*(" + include + ")");
    options.param("size", "60", "86400");
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
