package br.com.catalogador.cache;

import br.com.catalogador.bench.Heap;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.simulator.SampleMarket;
import io.vertx.core.json.JsonArray;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.zip.Deflater;

/**
 * Prints bytes per candle: in Redis, of the simulated market's assets, each timeframe's newest 5000
 * candles, as they are and with a price in each page that has too many decimals; in memory, by what
 * the heap grows by, with the cache around the pages.
 */
public final class PageSizes {
  private static final int CANDLES = 5_000;
  private static final int ASSETS_IN_MEMORY = 40;

  private PageSizes() {}

  public static void main(String[] arguments) {
    for (Timeframe timeframe : Timeframe.values()) {
      System.out.printf(
          "%-3s in Redis: %.2f bytes per candle, raw %.2f%n",
          timeframe, inRedis(timeframe, false), inRedis(timeframe, true));
    }
    System.out.printf(
        "rejected for M1: as JSON %.2f bytes per candle, raw and deflated %.2f%n",
        measured(Timeframe.M1, false, PageSizes::json),
        measured(Timeframe.M1, true, PageSizes::deflated));
    System.out.printf("full pages in memory: %.2f bytes per candle%n", inMemory(Page.SLOTS));
    System.out.printf("pages of 150 candles: %.2f bytes per candle%n", inMemory(150));
  }

  private static double inRedis(Timeframe timeframe, boolean raw) {
    return measured(
        timeframe, raw, stored -> PageFormat.encode(stored.key(), stored.page()).length);
  }

  private static double measured(Timeframe timeframe, boolean raw, ToLongFunction<Stored> size) {
    long bytes = 0;
    long candles = 0;
    for (int asset = 0; asset < SampleMarket.assets(); asset++) {
      SeriesKey series = new SeriesKey(asset, timeframe);
      for (Stored stored : pages(series, SampleMarket.candles(asset, timeframe, CANDLES), raw)) {
        bytes += size.applyAsLong(stored);
        candles += stored.page().size();
      }
    }
    return (double) bytes / candles;
  }

  private static long json(Stored stored) {
    Page page = stored.page();
    JsonArray rows = new JsonArray();
    for (int i = 0; i < page.size(); i++) {
      rows.add(
          new JsonArray()
              .add(page.slot(i))
              .add(page.open(i))
              .add(page.high(i))
              .add(page.low(i))
              .add(page.close(i)));
    }
    return rows.toBuffer().length();
  }

  private static long deflated(Stored stored) {
    Deflater deflater = new Deflater();
    deflater.setInput(PageFormat.encode(stored.key(), stored.page()));
    deflater.finish();
    byte[] bytes = new byte[64 * Page.SLOTS];
    int size = deflater.deflate(bytes);
    deflater.end();
    return size;
  }

  record Stored(PageKey key, Page page) {}

  /** All pages of a series that hold a candle, known from its first to its last. */
  static List<Stored> pages(SeriesKey series, CandleSeries candles, boolean raw) {
    List<Stored> pages = new ArrayList<>();
    PageKey key = PageKey.at(series, candles.from(0));
    for (; key.begin() < candles.end(); key = key.next()) {
      long from = Math.max(candles.from(0), key.begin());
      long to = Math.min(candles.end(), key.end());
      CandleSeries inside = candles.between(from, to);
      if (!inside.isEmpty()) {
        pages.add(new Stored(key, Page.of(key, raw ? spoilt(inside) : inside, from, to)));
      }
    }
    return pages;
  }

  private static CandleSeries spoilt(CandleSeries candles) {
    CandleSeries.Builder spoilt = new CandleSeries.Builder(candles.timeframe(), candles.size());
    for (int i = 0; i < candles.size(); i++) {
      double high = i == 0 ? candles.high(i) + Math.PI * 1e-9 : candles.high(i);
      spoilt.add(candles.from(i), candles.open(i), high, candles.low(i), candles.close(i));
    }
    return spoilt.build();
  }

  private static double inMemory(int candlesPerPage) {
    CandlePages memory = new CandlePages(Integer.MAX_VALUE, Duration.ofHours(72));
    fill(memory, -1, candlesPerPage); // what comes once
    long before = Heap.used();
    for (int asset = 0; asset < ASSETS_IN_MEMORY; asset++) {
      fill(memory, asset, candlesPerPage);
    }
    double candles = ASSETS_IN_MEMORY * 20.0 * candlesPerPage;
    double perCandle = (Heap.used() - before) / candles;
    if (memory.size() < candles) {
      throw new IllegalStateException("not everything was kept");
    }
    return perCandle;
  }

  private static void fill(CandlePages memory, int asset, int candlesPerPage) {
    SeriesKey series = new SeriesKey(asset, Timeframe.M1);
    for (int number = 0; number < 20; number++) {
      PageKey key = new PageKey(series, 29_000 + number);
      CandleSeries.Builder candles = new CandleSeries.Builder(Timeframe.M1, candlesPerPage);
      for (int slot = 0; slot < candlesPerPage; slot++) {
        candles.add(key.time(slot), 1, 2, 1, 2);
      }
      memory.put(series, candles.build(), key.begin(), key.time(candlesPerPage));
    }
  }
}
