package br.com.catalogador.cache;

import br.com.catalogador.bus.Bus;
import br.com.catalogador.cache.message.CachedCandles;
import br.com.catalogador.cache.message.CandleCache;
import br.com.catalogador.cache.message.CandleSource;
import br.com.catalogador.cache.message.FetchCandles;
import br.com.catalogador.cache.message.GetNewest;
import br.com.catalogador.candle.CandlePage;
import br.com.catalogador.candle.FinalCandles;
import br.com.catalogador.candle.Span;
import br.com.catalogador.model.SessionId;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Answers queries for a series' newest candles from the store, and from the broker where the store
 * has gaps. A query joins a fetch in flight that covers its candles, so that any number of equal
 * queries cost one broker request; after a shared fetch that failed it fetches by itself. Candles
 * that are not final are neither stored nor returned: see {@link FinalityMarks}. Confined to the
 * cache's event loop.
 */
final class CandleQueries {
  private final Bus bus;
  private final CandleStore store;
  private final FinalityMarks marks;
  private final UnprovenGaps unprovenGaps;
  private final SingleFlight fetches = new SingleFlight();
  private final HistoryFetchLimiter historyLimiter;
  private final HistoryStarts starts;

  private long brokerFetches;

  /**
   * @param grace how long a closed candle may change if the broker has not shown that it is final
   * @param nanos as {@link System#nanoTime}
   */
  CandleQueries(
      Bus bus, CandleStore store, HistoryStarts starts, Duration grace, LongSupplier nanos) {
    this.bus = bus;
    this.store = store;
    this.starts = starts;
    this.marks = new FinalityMarks(grace, nanos);
    this.historyLimiter = new HistoryFetchLimiter(nanos);
    this.unprovenGaps = new UnprovenGaps(grace, nanos);
  }

  /** See {@link CandleCache#newest}. */
  Future<CachedCandles> newest(GetNewest request) {
    SeriesKey series = new SeriesKey(request.assetId(), request.timeframe());
    return new CandleQuery(this, request, series, marks.of(series)).run();
  }

  /** Marks everything up to a time as final, in epoch seconds; a stream has delivered it. */
  void markFinal(SeriesKey series, long to) {
    marks.of(series).advance(to);
  }

  /** Number of broker requests so far. */
  long brokerFetches() {
    return brokerFetches;
  }

  CandleStore store() {
    return store;
  }

  UnprovenGaps unprovenGaps() {
    return unprovenGaps;
  }

  SingleFlight fetches() {
    return fetches;
  }

  HistoryFetchLimiter historyLimiter() {
    return historyLimiter;
  }

  HistoryStarts starts() {
    return starts;
  }

  Future<CandlePage> fetch(SessionId via, FetchCandles request) {
    brokerFetches++;
    return bus.request(CandleSource.address(via), request);
  }

  /**
   * Stores the final candles of a page.
   *
   * @return completes once other servers can read them
   */
  Future<Void> storeFinal(SeriesKey series, FinalCandles finalPart) {
    List<Future<Void>> puts = new ArrayList<>();
    long from = finalPart.from();
    for (Span span : finalPart.unprovenGaps()) {
      store(series, finalPart, from, span.from(), puts);
      from = span.to();
    }
    store(series, finalPart, from, finalPart.to(), puts);
    return Future.join(puts).mapEmpty();
  }

  private void store(
      SeriesKey series, FinalCandles finalPart, long from, long to, List<Future<Void>> puts) {
    if (from < to) {
      puts.add(store.put(series, finalPart.candles(), from, to));
    }
  }
}
