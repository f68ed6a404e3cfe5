package br.com.catalogador.cache;

import br.com.catalogador.cache.CandleStore.Turn;
import br.com.catalogador.redis.RedisLink;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;

/**
 * Turns at asking the broker, between all servers on one Redis: a key that exists while one of them
 * asks for candles of a page, so that nobody waits for what is far from his own. Who has waited for
 * a second asks all the same, and so does everybody while Redis is away; a turn that is never ended
 * ends by itself.
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

  /** Waits for the turn at one page; never fails. */
  Future<Turn> take(PageKey page) {
    return take(keys.turn(page), System.nanoTime() + Duration.ofMillis(WAIT_MILLIS).toNanos())
        .otherwise(Turn.UNDISPUTED);
  }

  private Future<Turn> take(String key, long giveUpAt) {
    long askedAt = System.nanoTime();
    Request claim = Request.cmd(Command.SET).arg(key).arg(1).arg("NX").arg("PX").arg(LEASE_MILLIS);
    return link.send(claim)
        .compose(
            taken -> {
              if (taken != null) {
                return Future.succeededFuture(new Turn(true, () -> end(key, askedAt)));
              }
              return System.nanoTime() < giveUpAt
                  ? vertx.timer(POLL_MILLIS).compose(ignored -> take(key, giveUpAt))
                  : Future.succeededFuture(new Turn(true, () -> {}));
            });
  }

  /** What has run out by itself may be another's turn by now and is left alone. */
  private void end(String key, long askedAt) {
    if (System.nanoTime() - askedAt < Duration.ofMillis(LEASE_MILLIS).toNanos()) {
      link.send(Request.cmd(Command.DEL).arg(key));
    }
  }
}
