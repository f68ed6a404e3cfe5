package br.com.catalogador.cache;

import br.com.catalogador.bus.Bus;
import br.com.catalogador.cache.message.AddClosed;
import br.com.catalogador.cache.message.AssetCache;
import br.com.catalogador.cache.message.CacheState;
import br.com.catalogador.cache.message.CachedCandles;
import br.com.catalogador.cache.message.CandleCache;
import br.com.catalogador.cache.message.FetchWishes;
import br.com.catalogador.cache.message.GetCacheState;
import br.com.catalogador.cache.message.GetNewest;
import br.com.catalogador.cache.message.GetWishes;
import br.com.catalogador.cache.message.KeepWishes;
import br.com.catalogador.candle.Asset;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.redis.RedisLink;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Serves candles from a store in memory, backed by Redis and by an archive on disk where
 * configured, and fetches missing ones from the broker through the requesting user's session.
 */
public final class CacheVerticle extends VerticleBase implements CandleCache {
  private final CacheOptions options;
  private final RedisKeys keys;
  private final InstantSource localTime;
  private final LongSupplier nanos;
  private CandleStore store;

  /** Null for none. */
  private Archive archive;

  private CandleQueries queries;
  private long hits;
  private long misses;

  /**
   * @param broker name of the broker; separates the candles of different brokers in Redis, and
   *     names the folder of its archive
   * @param localTime this machine's clock, for the ages of pages in Redis
   */
  public CacheVerticle(CacheOptions options, String broker, InstantSource localTime) {
    this(options, broker, localTime, System::nanoTime);
  }

  /**
   * @param nanos as {@link System#nanoTime}; times the repeated requests to the broker
   */
  public CacheVerticle(
      CacheOptions options, String broker, InstantSource localTime, LongSupplier nanos) {
    this.options = options;
    this.nanos = nanos;
    this.keys = new RedisKeys(broker);
    this.localTime = localTime;
  }

  @Override
  public Future<?> start() {
    Bus bus = Bus.of(vertx);
    Set<PageKey> read = ConcurrentHashMap.newKeySet();
    CandlePages pages = new CandlePages(options.maxCandles(), options.lifetime(), read::remove);
    AssetStore assets = AssetStore.NONE;
    if (options.redis() == null) {
      store = new MemoryStore(pages, localTime.instant());
    } else {
      RedisLink link = new RedisLink(vertx, options.redis(), RedisStore.COMMANDS, localTime);
      store = redisStore(link, pages);
      assets = new RedisAssets(link, keys);
    }
    if (options.history() != null) {
      archive = new Archive(vertx, market(), localTime);
      store = new ArchivedStore(store, pages, archive, read);
    }
    HistoryStarts starts = new HistoryStarts(archive, nanos);
    queries = new CandleQueries(bus, store, starts, options.candleGrace(), nanos);
    SharedAssetList assetList = new SharedAssetList(vertx, assets, this::noteSymbols);
    return store
        .open()
        .compose(ignored -> bus.serve(ADDRESS, this).completion())
        .compose(ignored -> bus.serve(AssetCache.ADDRESS, assetList).completion());
  }

  private void noteSymbols(List<Asset> assets) {
    if (archive != null) {
      archive.putSymbols(assets);
    }
  }

  /** The options of the archive, with the folder of this broker's market. */
  private HistoryOptions market() {
    HistoryOptions history = options.history();
    return new HistoryOptions(
        history.path().resolve(keys.broker()), history.kept(), history.maximumBytes());
  }

  private CandleStore redisStore(RedisLink link, CandlePages pages) {
    long maxPages = Math.max(1, options.maxCandles() / Page.SLOTS);
    return new RedisStore(
        vertx,
        link,
        pages,
        new RedisPages(link, keys, maxPages, options.lifetime(), localTime),
        new FetchLease(vertx, link, keys));
  }

  @Override
  public Future<?> stop() {
    return store.close();
  }

  @Override
  public Future<CachedCandles> newest(GetNewest request) {
    return queries
        .newest(request)
        .onSuccess(
            answer -> {
              if (answer.brokerRequests() == 0) {
                hits++;
              } else {
                misses++;
              }
            });
  }

  @Override
  public Future<Void> add(AddClosed request) {
    Timeframe timeframe = request.timeframe();
    long from = request.knownFrom();
    long to = request.knownTo();
    if (timeframe.floor(from) != from || timeframe.floor(to) != to) {
      return Future.failedFuture(
          Failure.invalidParameter("known", from + ".." + to, "multiples of the timeframe"));
    }
    SeriesKey series = new SeriesKey(request.assetId(), timeframe);
    store.put(series, request.closed(), from, to);
    queries.markFinal(series, to);
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> keep(KeepWishes request) {
    if (archive != null) {
      archive.putWishes(request.user(), request.wishes());
    }
    return Future.succeededFuture();
  }

  @Override
  public Future<FetchWishes> wishes(GetWishes request) {
    return Future.succeededFuture(
        archive == null ? FetchWishes.NONE : archive.wishes(request.user()));
  }

  @Override
  public Future<CacheState> state(GetCacheState request) {
    return Future.succeededFuture(store.state().counting(hits, misses, queries.brokerFetches()));
  }
}
