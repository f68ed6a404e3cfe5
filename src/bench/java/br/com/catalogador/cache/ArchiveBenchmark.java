package br.com.catalogador.cache;

import br.com.catalogador.cache.PageSizes.Stored;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.simulator.SampleMarket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Thirty days of minutes of one asset from files that the system has in memory, per candle. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(ArchiveBenchmark.CANDLES)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ArchiveBenchmark {
  static final int CANDLES = 30 * 1_440;

  /** EURUSD-OTC: open day and night. */
  private static final int OTC_ASSET = 16;

  private static final SeriesKey SERIES = new SeriesKey(76, Timeframe.M1);

  private Path folder;
  private PageFiles files;
  private List<PageKey> keys;
  private long end;

  @Setup
  public void store() throws IOException {
    folder = Files.createTempDirectory("archive-benchmark");
    files = PageFiles.open(folder);
    CandleSeries market = SampleMarket.candles(OTC_ASSET, Timeframe.M1, CANDLES);
    List<Stored> pages = PageSizes.pages(SERIES, market, false);
    for (Stored page : pages) {
      files.write(page.key(), page.page());
    }
    keys = pages.stream().map(Stored::key).toList();
    end = market.end();
  }

  @TearDown
  public void delete() throws IOException {
    files.close();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /** What the first catalog of a month after a restart reads. */
  @Benchmark
  public CachedSuffix fromDisk() throws IOException {
    CandlePages memory = new CandlePages(1_000_000, Duration.ofHours(1));
    for (PageKey key : keys) {
      memory.merge(key, files.read(key));
    }
    return memory.upTo(SERIES, end, CANDLES);
  }
}
