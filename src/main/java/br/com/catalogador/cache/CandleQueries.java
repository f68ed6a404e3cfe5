package br.com.catalogador.cache;

import br.com.catalogador.bus.Bus;
import br.com.catalogador.cache.message.CachedCandles;
import br.com.catalogador.cache.message.CandleCache;
import br.com.catalogador.cache.message.CandleSource;
import br.com.catalogador.cache.message.FetchCandles;
import br.com.catalogador.cache.message.GetNewest;
import br.com.catalogador.candle.CandlePage;
import br.com.catalogador.candle.Settled;
import br.com.catalogador.candle.Span;
import br.com.catalogador.model.SessionId;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Queries for a series' newest candles, answered from the store, and by the broker where the store
 * has gaps. A query joins a fetch under way that covers its candles, so that any number of equal
 * queries cost one broker request; after one shared fetch that failed it fetches by itself. Candles
 * that are not final are neither stored nor returned: see {@link FinalityMarks}. Confined to the
 * cache's event loop.
 */
final class CandleQueries {
  private final Bus bus;
  private final CandleStore store;
  private final FinalityMarks edges;
  private final UnprovenGaps doubts;
  private final SingleFlight fetches = new SingleFlight();
  private final HistoryFetchLimiter turns;

  /** Where a series' history begins, for a while: an empty answer may also be a passing fault. */
  private final Cache<SeriesKey, Long> historyStarts;

  private long brokerFetches;

  /**
   * @param grace how long a closed candle may change where the broker does not say that it is final
   * @param nanos as {@link System#nanoTime}
   */
  CandleQueries(Bus bus, CandleStore store, Duration grace, LongSupplier nanos) {
    this.bus = bus;
    this.store = store;
    this.edges = new FinalityMarks(grace, nanos);
    this.turns = new HistoryFetchLimiter(nanos);
    this.doubts = new UnprovenGaps(grace, nanos);
    this.historyStarts =
        Caffeine.newBuilder()
            .expireAfterWrite(Duration.ofMinutes(10))
            .ticker(nanos::getAsLong)
            .build();
  }

  /** See {@link CandleCache#newest}. */
  Future<CachedCandles> newest(GetNewest request) {
    SeriesKey series = new SeriesKey(request.assetId(), request.timeframe());
    return new CandleQuery(this, request, series, edges.of(series)).run();
  }

  /** Marks everything up to a time as final, as a stream has shown it. */
  void known(SeriesKey series, long to) {
    edges.of(series).advance(to);
  }

  /** Number of broker requests so far. */
  long brokerFetches() {
    return brokerFetches;
  }

  CandleStore store() {
    return store;
  }

  UnprovenGaps doubts() {
    return doubts;
  }

  SingleFlight fetches() {
    return fetches;
  }

  HistoryFetchLimiter turns() {
    return turns;
  }

  /** Epoch seconds before which there are no candles. */
  long historyStart(SeriesKey series) {
    Long start = historyStarts.getIfPresent(series);
    return start == null ? Long.MIN_VALUE : start;
  }

  Future<CandlePage> ask(SessionId via, FetchCandles fetch) {
    brokerFetches++;
    return bus.request(CandleSource.address(via), fetch);
  }

  /**
   * Keeps what is final of a page.
   *
   * @param reached epoch seconds back to which it was asked for; {@code before} when that is open
   * @param before epoch seconds up to which it was asked for
   * @return completes once others can find it
   */
  Future<Void> keep(SeriesKey series, CandlePage page, Settled settled, long reached, long before) {
    learnStart(series, page, settled, reached, before);
    List<Future<Void>> puts = new ArrayList<>();
    long from = settled.from();
    for (Span span : settled.doubtful()) {
      put(series, settled, from, span.from(), puts);
      from = span.to();
    }
    put(series, settled, from, settled.to(), puts);
    return Future.join(puts).mapEmpty();
  }

  private void put(SeriesKey series, Settled settled, long from, long to, List<Future<Void>> puts) {
    if (from < to) {
      puts.add(store.put(series, settled.candles(), from, to));
    }
  }

  private void learnStart(
      SeriesKey series, CandlePage page, Settled settled, long reached, long before) {
    boolean older = !page.candles().isEmpty() && page.candles().from(0) < settled.from();
    if (settled.candles().isEmpty() && (reached == before || older)) {
      historyStarts.put(series, before);
    } else if (!settled.candles().isEmpty() && settled.candles().from(0) < historyStart(series)) {
      historyStarts.invalidate(series);
    }
  }
}
