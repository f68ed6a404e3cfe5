package br.com.catalogador.cache;

import br.com.catalogador.redis.RedisLink;
import br.com.catalogador.support.ContextPromise;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * Stores pages in Redis. Each has a lifetime, and an index of all bounds their number: beyond it
 * the pages with the oldest last write are deleted. A page that cannot be read counts as absent.
 */
final class RedisPages {
  private final RedisLink link;
  private final RedisKeys keys;
  private final long maxPages;
  private final long lifetimeMillis;
  private final InstantSource localTime;
  private final Map<PageKey, Future<Page>> reading = new HashMap<>();

  /**
   * @param maxPages maximum number of pages, of all brokers together
   * @param lifetime how long a page stays after its last write
   */
  RedisPages(
      RedisLink link, RedisKeys keys, long maxPages, Duration lifetime, InstantSource localTime) {
    this.link = link;
    this.keys = keys;
    this.maxPages = maxPages;
    this.lifetimeMillis = lifetime.toMillis();
    this.localTime = localTime;
  }

  /** The page, or null if there is none or it cannot be read; never fails. */
  Future<Page> read(PageKey page) {
    Future<Page> inFlight = reading.get(page);
    if (inFlight != null) {
      return ContextPromise.follow(inFlight);
    }
    Future<Page> read =
        link.send(Request.cmd(Command.GET).arg(keys.page(page)))
            .map(answer -> answer == null ? null : PageFormat.decode(page, answer.toBytes()))
            .otherwiseEmpty();
    reading.put(page, read);
    return read.onComplete(ignored -> reading.remove(page, read));
  }

  /** Writes a page, replacing the stored one; fails if Redis does not confirm it. */
  Future<Void> write(PageKey key, Page page) {
    String name = keys.page(key);
    long now = localTime.millis();
    Future<Response> written =
        link.send(
            Request.cmd(Command.SET)
                .arg(name)
                .arg(PageFormat.encode(key, page))
                .arg("PX")
                .arg(lifetimeMillis));
    link.send(Request.cmd(Command.ZADD).arg(RedisKeys.INDEX).arg(now).arg(name));
    link.send(Request.cmd(Command.PEXPIRE).arg(RedisKeys.INDEX).arg(lifetimeMillis));
    link.send(
        Request.cmd(Command.ZREMRANGEBYSCORE)
            .arg(RedisKeys.INDEX)
            .arg("-inf")
            .arg(now - lifetimeMillis));
    return link.send(Request.cmd(Command.ZCARD).arg(RedisKeys.INDEX))
        .compose(count -> drop(count.toLong() - maxPages))
        .otherwiseEmpty()
        .compose(ignored -> written)
        .mapEmpty();
  }

  private Future<Void> drop(long excess) {
    if (excess <= 0) {
      return Future.succeededFuture();
    }
    return link.send(Request.cmd(Command.ZRANGE).arg(RedisKeys.INDEX).arg(0).arg(excess - 1))
        .compose(
            oldest -> {
              Request zrem = Request.cmd(Command.ZREM).arg(RedisKeys.INDEX);
              Request unlink = Request.cmd(Command.UNLINK);
              for (Response name : oldest) {
                zrem.arg(name.toString());
                unlink.arg(name.toString());
              }
              link.send(zrem);
              return link.send(unlink);
            })
        .mapEmpty();
  }
}
