package br.com.catalogador.cache;

import br.com.catalogador.bench.Heap;
import br.com.catalogador.cache.PageSizes.Stored;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.ColorWords;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.simulator.SampleMarket;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Prints what an archive of one-minute candles takes: disk space, the memory of its colors as
 * words, reading a month of one asset, counting all pages at the start, and the processor time of a
 * minute with all assets live. Arguments: a folder that does not exist yet, days (default 30),
 * assets (default 60).
 */
public final class ArchiveFigures {
  private static final int MINUTES_PER_DAY = 1_440;
  private static final int ROUNDS = 15;

  private ArchiveFigures() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    int days = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 30;
    int assets = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 60;
    CandleSeries[] markets = new CandleSeries[SampleMarket.assets()];
    try (PageFiles files = PageFiles.open(folder)) {
      long began = System.nanoTime();
      long candles = fill(files, markets, days, assets);
      System.out.printf("written: %d candles in %d ms%n", candles, millisSince(began));
      System.out.printf("as words: %.1f MB of memory%n", wordBytes(markets, assets) / 1e6);
      System.out.printf(
          "start, all pages counted: %d ms%n", median(() -> files.prune(0, Long.MAX_VALUE)));
      System.out.printf(
          "on disk: %d pages, %.1f MB, %.1f MB of content, %.2f bytes per candle%n",
          files.pages(),
          files.bytes() / 1e6,
          content(folder) / 1e6,
          (double) files.bytes() / candles);
      List<PageKey> keys =
          PageSizes.pages(series(0), markets[0], false).stream().map(Stored::key).toList();
      System.out.printf(
          "%d candles from disk to memory: %d ms%n",
          markets[0].size(), median(() -> load(files, keys)));
      long before = processorNanos();
      for (int asset = 0; asset < assets; asset++) {
        CandleSeries market = markets[asset % markets.length];
        long last = market.from(market.size() - 1);
        PageKey key = PageKey.at(series(asset), last);
        files.write(key, Page.of(key, market, last, last + Timeframe.M1.seconds()));
      }
      System.out.printf(
          "a minute with %d live assets: %d ms of processor, %.2f %% of a core%n",
          assets,
          (processorNanos() - before) / 1_000_000,
          (processorNanos() - before) / 60e9 * 100);
    }
  }

  /** Fills the folder of a market with pages. */
  public static void fill(Path folder, int days, int assets) throws IOException {
    try (PageFiles files = PageFiles.open(folder)) {
      fill(files, new CandleSeries[SampleMarket.assets()], days, assets);
    }
  }

  private static long fill(PageFiles files, CandleSeries[] markets, int days, int assets)
      throws IOException {
    long candles = 0;
    for (int asset = 0; asset < assets; asset++) {
      CandleSeries market = market(markets, asset % markets.length, days * MINUTES_PER_DAY);
      candles += market.size();
      for (Stored page : PageSizes.pages(series(asset), market, false)) {
        files.write(page.key(), page.page());
      }
    }
    return candles;
  }

  /** What the heap grows by when each asset's colors are kept as words. */
  private static long wordBytes(CandleSeries[] markets, int assets) {
    List<ColorWords> words = new ArrayList<>();
    long before = Heap.used();
    for (int asset = 0; asset < assets; asset++) {
      words.add(ColorWords.of(markets[asset % markets.length]));
    }
    long grown = Heap.used() - before;
    if (words.stream().mapToInt(ColorWords::size).sum() == 0) {
      throw new IllegalStateException("no words");
    }
    return grown;
  }

  private static SeriesKey series(int asset) {
    return new SeriesKey(1_000 + asset, Timeframe.M1);
  }

  private static CandleSeries market(CandleSeries[] known, int asset, int candles) {
    if (known[asset] == null) {
      known[asset] = SampleMarket.candles(asset, Timeframe.M1, candles);
    }
    return known[asset];
  }

  private static void load(PageFiles files, List<PageKey> keys) throws IOException {
    CandlePages memory = new CandlePages(1_000_000, Duration.ofHours(1));
    for (PageKey key : keys) {
      memory.merge(key, files.read(key));
    }
  }

  private static long content(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private static long median(Work work) throws IOException {
    long[] millis = new long[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      long began = System.nanoTime();
      work.run();
      millis[round] = millisSince(began);
    }
    Arrays.sort(millis);
    return millis[ROUNDS / 2];
  }

  private static long millisSince(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos).toMillis();
  }

  private static long processorNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
