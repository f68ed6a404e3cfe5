package br.com.catalogador.cache;

import br.com.catalogador.cache.CandleStore.Lease;
import br.com.catalogador.redis.RedisLink;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;

/**
 * Leases on fetching the candles of a page, between all servers on one Redis: a key that exists
 * while one server fetches, and expires by itself. Best effort: after {@link #WAIT_MILLIS}, or
 * without Redis, a server fetches without the lease.
 */
final class FetchLease {
  private static final long LEASE_MILLIS = 2_000;
  private static final long WAIT_MILLIS = 1_000;
  private static final long POLL_MILLIS = 50;

  private final Vertx vertx;
  private final RedisLink link;
  private final RedisKeys keys;

  FetchLease(Vertx vertx, RedisLink link, RedisKeys keys) {
    this.vertx = vertx;
    this.link = link;
    this.keys = keys;
  }

  /** Waits for the lease on a page; never fails. */
  Future<Lease> acquire(PageKey page) {
    return acquire(keys.lease(page), System.nanoTime() + Duration.ofMillis(WAIT_MILLIS).toNanos())
        .otherwise(Lease.UNCONTENDED);
  }

  private Future<Lease> acquire(String key, long deadline) {
    long requestedAt = System.nanoTime();
    Request set = Request.cmd(Command.SET).arg(key).arg(1).arg("NX").arg("PX").arg(LEASE_MILLIS);
    return link.send(set)
        .compose(
            acquired -> {
              if (acquired != null) {
                return Future.succeededFuture(new Lease(true, () -> release(key, requestedAt)));
              }
              return System.nanoTime() < deadline
                  ? vertx.timer(POLL_MILLIS).compose(ignored -> acquire(key, deadline))
                  : Future.succeededFuture(new Lease(true, () -> {}));
            });
  }

  /** Deletes the key, unless it has expired: it may be another server's by now. */
  private void release(String key, long requestedAt) {
    if (System.nanoTime() - requestedAt < Duration.ofMillis(LEASE_MILLIS).toNanos()) {
      link.send(Request.cmd(Command.DEL).arg(key));
    }
  }
}
