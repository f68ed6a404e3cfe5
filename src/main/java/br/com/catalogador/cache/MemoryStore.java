package br.com.catalogador.cache;

import br.com.catalogador.cache.message.CacheState;
import br.com.catalogador.cache.message.CacheState.Redis;
import br.com.catalogador.candle.CandleSeries;
import io.vertx.core.Future;
import java.time.Instant;

/** Stores candles in the memory of this process only. */
final class MemoryStore implements CandleStore {
  private final CandlePages pages;
  private final Instant since;

  /**
   * @param since start of this store
   */
  MemoryStore(CandlePages pages, Instant since) {
    this.pages = pages;
    this.since = since;
  }

  @Override
  public Future<Void> open() {
    return Future.succeededFuture();
  }

  @Override
  public Future<CachedSuffix> upTo(SeriesKey series, long to, int count, long oldest) {
    return Future.succeededFuture(pages.upTo(series, to, count));
  }

  @Override
  public Future<Void> put(SeriesKey series, CandleSeries candles, long from, long to) {
    pages.put(series, candles, from, to);
    return Future.succeededFuture();
  }

  @Override
  public Future<Lease> lease(PageKey page) {
    return Future.succeededFuture(Lease.UNCONTENDED);
  }

  @Override
  public CacheState state() {
    return CacheState.of(Redis.OFF, "", since, pages.pages(), pages.size());
  }

  @Override
  public Future<Void> close() {
    return Future.succeededFuture();
  }
}
