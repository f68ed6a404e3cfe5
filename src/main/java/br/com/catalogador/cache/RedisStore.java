package br.com.catalogador.cache;

import br.com.catalogador.cache.message.CacheState;
import br.com.catalogador.cache.message.CacheState.Redis;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.redis.RedisLink;
import br.com.catalogador.redis.RedisLink.State;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Stores candles on two levels: in memory, and in Redis, which is shared between servers and
 * outlives them. Redis is only read if memory does not suffice. After an outage of Redis, or when
 * it has lost its data, everything in memory is written to it again, page by page with pauses.
 */
final class RedisStore implements CandleStore {
  /** What the cache asks of Redis. */
  static final Set<Command> COMMANDS =
      Set.of(
          Command.DEL,
          Command.GET,
          Command.PEXPIRE,
          Command.SET,
          Command.UNLINK,
          Command.ZADD,
          Command.ZCARD,
          Command.ZRANGE,
          Command.ZREM,
          Command.ZREMRANGEBYSCORE);

  private static final long REFILL_PAUSE_MILLIS = 5;

  /** Interval of the checks whether Redis has lost its data. */
  private static final long CHECK_MILLIS = 2_000;

  private static final long MARK_MILLIS = Duration.ofMinutes(10).toMillis();

  private final Vertx vertx;
  private final RedisLink link;
  private final CandlePages memory;
  private final RedisPages pages;
  private final FetchLease leases;
  private final String mark = RedisKeys.filledBy(UUID.randomUUID().toString());
  private Iterator<PageKey> refill = List.<PageKey>of().iterator();

  RedisStore(Vertx vertx, RedisLink link, CandlePages memory, RedisPages pages, FetchLease leases) {
    this.vertx = vertx;
    this.link = link;
    this.memory = memory;
    this.pages = pages;
    this.leases = leases;
  }

  @Override
  public Future<Void> open() {
    link.onRestored(this::refill);
    vertx.setPeriodic(CHECK_MILLIS, ignored -> checkMark());
    return link.open().onSuccess(ignored -> checkMark());
  }

  /** Refills Redis if this server's mark is missing: Redis has lost all its data then. */
  private void checkMark() {
    link.send(Request.cmd(Command.PEXPIRE).arg(mark).arg(MARK_MILLIS))
        .onSuccess(
            stored -> {
              if (stored.toInteger() == 0) {
                link.send(Request.cmd(Command.SET).arg(mark).arg(1).arg("PX").arg(MARK_MILLIS))
                    .onSuccess(ignored -> refill());
              }
            });
  }

  @Override
  public Future<CachedSuffix> upTo(SeriesKey series, long to, int count, long oldest) {
    CachedSuffix known = memory.upTo(series, to, count);
    return known.isEnough(count, oldest) || link.state() == State.DOWN
        ? Future.succeededFuture(known)
        : loadFromRedis(series, to, count, oldest, known);
  }

  private Future<CachedSuffix> loadFromRedis(
      SeriesKey series, long to, int count, long oldest, CachedSuffix known) {
    int pageCount = (count - known.candles().size()) / Page.SLOTS + 2;
    List<Future<Void>> reads = new ArrayList<>(pageCount);
    PageKey key = PageKey.at(series, known.contiguousFrom() - 1);
    for (int i = 0; i < pageCount; i++, key = key.previous()) {
      reads.add(load(key));
    }
    return Future.join(reads)
        .compose(
            ignored -> {
              CachedSuffix more = memory.upTo(series, to, count);
              return more.isEnough(count, oldest) || more.contiguousFrom() == known.contiguousFrom()
                  ? Future.succeededFuture(more)
                  : loadFromRedis(series, to, count, oldest, more);
            });
  }

  private Future<Void> load(PageKey key) {
    return pages
        .read(key)
        .onSuccess(
            page -> {
              if (page != null) {
                memory.merge(key, page);
              }
            })
        .mapEmpty();
  }

  @Override
  public Future<Void> put(SeriesKey series, CandleSeries candles, long from, long to) {
    List<Future<Void>> writes = new ArrayList<>();
    memory.put(series, candles, from, to).forEach((key, page) -> writes.add(write(key, page)));
    return Future.join(writes).otherwiseEmpty().mapEmpty();
  }

  /**
   * Writes a page, merged with the stored one. Not atomic: what another server adds to the page at
   * the same time may be lost.
   */
  private Future<Void> write(PageKey key, Page page) {
    return pages
        .read(key)
        .compose(
            stored -> {
              if (stored != null) {
                memory.merge(key, stored);
              }
              Page cached = memory.get(key);
              Page known = stored == null ? page : stored.merge(page);
              return pages.write(key, cached == null ? known : known.merge(cached));
            });
  }

  private void refill() {
    boolean running = refill.hasNext();
    refill = memory.keys().iterator();
    if (!running) {
      refillNext();
    }
  }

  private void refillNext() {
    if (link.state() != State.UP) {
      refill = List.<PageKey>of().iterator(); // restarted when Redis is back
    } else if (refill.hasNext()) {
      PageKey next = refill.next();
      Page page = memory.get(next);
      (page == null ? Future.<Void>succeededFuture() : write(next, page))
          .transform(ignored -> vertx.timer(REFILL_PAUSE_MILLIS))
          .onSuccess(ignored -> refillNext());
    }
  }

  @Override
  public Future<Lease> lease(PageKey page) {
    return leases.acquire(page);
  }

  @Override
  public CacheState state() {
    Redis redis =
        switch (link.state()) {
          case UP -> Redis.UP;
          case DEGRADED -> Redis.DEGRADED;
          case DOWN -> Redis.DOWN;
        };
    return CacheState.of(redis, link.reason(), link.since(), memory.pages(), memory.size());
  }

  @Override
  public Future<Void> close() {
    return link.close();
  }
}
