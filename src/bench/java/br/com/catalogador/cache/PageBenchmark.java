package br.com.catalogador.cache;

import br.com.catalogador.cache.PageSizes.Stored;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.simulator.SampleMarket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
 * Candles per second: from the bytes that Redis holds into one series, back into bytes, and from
 * the pages in memory. The market is the simulator's, one-minute candles; as raw prices where a
 * price of each page has too many decimals.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@OperationsPerInvocation(PageBenchmark.CANDLES)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PageBenchmark {
  static final int CANDLES = 10_000;

  /** EURUSD-OTC: open day and night. */
  private static final int OTC_ASSET = 16;

  @Param({"scaled", "raw"})
  public String prices;

  private static final SeriesKey SERIES = new SeriesKey(76, Timeframe.M1);

  private final List<byte[]> stored = new ArrayList<>();
  private final CandlePages memory = new CandlePages(1_000_000, Duration.ofHours(1));
  private List<Stored> pages;
  private CandleSeries market;

  @Setup
  public void store() {
    market = SampleMarket.candles(OTC_ASSET, Timeframe.M1, CANDLES);
    pages = PageSizes.pages(SERIES, market, prices.equals("raw"));
    for (Stored page : pages) {
      stored.add(PageFormat.encode(page.key(), page.page()));
      memory.merge(page.key(), page.page());
    }
  }

  /** What a restarted server does for its first answer. */
  @Benchmark
  public CandleSeries fromRedis() {
    CandleSeries.Builder series = new CandleSeries.Builder(Timeframe.M1, CANDLES);
    for (int i = 0; i < stored.size(); i++) {
      PageKey key = pages.get(i).key();
      Page page = PageFormat.decode(key, stored.get(i));
      page.addTo(series, key, 0, page.size());
    }
    return series.build();
  }

  @Benchmark
  public int toRedis() {
    int bytes = 0;
    for (Stored page : pages) {
      bytes += PageFormat.encode(page.key(), page.page()).length;
    }
    return bytes;
  }

  @Benchmark
  public CachedSuffix fromMemory() {
    return memory.upTo(SERIES, market.end(), CANDLES);
  }
}
