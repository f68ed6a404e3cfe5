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
import java.util.UUID;

/**
 * Candles on two levels: memory in front, Redis behind, shared between servers and outliving them.
 * Redis is only read where memory does not suffice. When it has been away, or somebody has emptied
 * it, all that memory holds is written to it again, one page after the other with pauses.
 */
final class RedisStore implements CandleStore {
  private static final long REFILL_PAUSE_MILLIS = 5;

  /** How soon it is seen that somebody has emptied Redis. */
  private static final long LOOK_MILLIS = 2_000;

  private static final long MARK_MILLIS = Duration.ofMinutes(10).toMillis();

  private final Vertx vertx;
  private final RedisLink link;
  private final CandlePages front;
  private final RedisPages behind;
  private final FetchLease turns;
  private final String mark = RedisKeys.filledBy(UUID.randomUUID().toString());
  private Iterator<PageKey> refill = List.<PageKey>of().iterator();

  RedisStore(Vertx vertx, RedisLink link, CandlePages front, RedisPages behind, FetchLease turns) {
    this.vertx = vertx;
    this.link = link;
    this.front = front;
    this.behind = behind;
    this.turns = turns;
  }

  @Override
  public Future<Void> open() {
    link.onRestored(this::refill);
    vertx.setPeriodic(LOOK_MILLIS, ignored -> look());
    return link.open().onSuccess(ignored -> look());
  }

  /** A mark of this server's own that is gone has gone with everything else. */
  private void look() {
    link.send(Request.cmd(Command.PEXPIRE).arg(mark).arg(MARK_MILLIS))
        .onSuccess(
            there -> {
              if (there.toInteger() == 0) {
                link.send(Request.cmd(Command.SET).arg(mark).arg(1).arg("PX").arg(MARK_MILLIS))
                    .onSuccess(ignored -> refill());
              }
            });
  }

  @Override
  public Future<CachedSuffix> upTo(SeriesKey series, long to, int count, long oldest) {
    CachedSuffix known = front.upTo(series, to, count);
    return known.isEnough(count, oldest) || link.state() == State.DOWN
        ? Future.succeededFuture(known)
        : readOn(series, to, count, oldest, known);
  }

  private Future<CachedSuffix> readOn(
      SeriesKey series, long to, int count, long oldest, CachedSuffix known) {
    int pages = (count - known.candles().size()) / Page.SLOTS + 2;
    List<Future<Void>> reads = new ArrayList<>(pages);
    PageKey key = PageKey.at(series, known.from() - 1);
    for (int i = 0; i < pages; i++, key = key.previous()) {
      reads.add(learn(key));
    }
    return Future.join(reads)
        .compose(
            read -> {
              CachedSuffix more = front.upTo(series, to, count);
              return more.isEnough(count, oldest) || more.from() == known.from()
                  ? Future.succeededFuture(more)
                  : readOn(series, to, count, oldest, more);
            });
  }

  private Future<Void> learn(PageKey key) {
    return behind
        .read(key)
        .onSuccess(
            page -> {
              if (page != null) {
                front.learn(key, page);
              }
            })
        .mapEmpty();
  }

  @Override
  public Future<Void> put(SeriesKey series, CandleSeries candles, long from, long to) {
    List<Future<Void>> writes = new ArrayList<>();
    front.put(series, candles, from, to).forEach((key, page) -> writes.add(write(key, page)));
    return Future.join(writes).otherwiseEmpty().mapEmpty();
  }

  /**
   * Writes a page, also one for which memory has no room. What another server knows of it is kept;
   * what that one adds in this moment may be lost.
   */
  private Future<Void> write(PageKey key, Page page) {
    return behind
        .read(key)
        .compose(
            there -> {
              if (there != null) {
                front.learn(key, there);
              }
              Page here = front.get(key);
              Page known = there == null ? page : there.with(page);
              return behind.write(key, here == null ? known : known.with(here));
            });
  }

  private void refill() {
    boolean underWay = refill.hasNext();
    refill = front.keys().iterator();
    if (!underWay) {
      refillNext();
    }
  }

  private void refillNext() {
    if (link.state() != State.UP) {
      refill = List.<PageKey>of().iterator(); // begun anew when Redis is back
    } else if (refill.hasNext()) {
      PageKey next = refill.next();
      Page page = front.get(next);
      (page == null ? Future.<Void>succeededFuture() : write(next, page))
          .transform(ignored -> vertx.timer(REFILL_PAUSE_MILLIS))
          .onSuccess(ignored -> refillNext());
    }
  }

  @Override
  public Future<Turn> turn(PageKey page) {
    return turns.take(page);
  }

  @Override
  public CacheState state() {
    Redis redis =
        switch (link.state()) {
          case UP -> Redis.UP;
          case DEGRADED -> Redis.DEGRADED;
          case DOWN -> Redis.DOWN;
        };
    return CacheState.of(redis, link.since(), front.pages(), front.size());
  }

  @Override
  public Future<Void> close() {
    return link.close();
  }
}
