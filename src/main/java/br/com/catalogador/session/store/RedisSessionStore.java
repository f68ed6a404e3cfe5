package br.com.catalogador.session.store;

import br.com.catalogador.bus.Cluster;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.model.UserId;
import br.com.catalogador.redis.RedisLink;
import br.com.catalogador.session.message.DirectoryState;
import br.com.catalogador.session.message.RevokedTokens;
import br.com.catalogador.support.ContextPromise;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores records in Redis, so that they survive this process, and shares them with the servers of
 * its cluster.
 *
 * <p>While Redis is unreachable, copies in memory of the records that this process has written or
 * read are used instead, and changes and revocations are collected. When Redis is back, they are
 * written ({@link UnwrittenChanges}). A marker, a key of this server's own, detects that Redis has
 * lost its data; then all copies are written again. Changes that are not written when this process
 * ends are lost: a session begun meanwhile is gone, a changed one is as before, and a revoked token
 * is accepted again until it expires.
 */
public final class RedisSessionStore implements SessionStore {
  private static final Logger LOG = LoggerFactory.getLogger(RedisSessionStore.class);

  /** What the store, its log and its owners ask of Redis. */
  public static final Set<Command> COMMANDS =
      Set.of(
          Command.DEL,
          Command.EVAL,
          Command.GET,
          Command.MGET,
          Command.PEXPIRE,
          Command.SET,
          Command.XADD,
          Command.XRANGE);

  private static final long TICK_MILLIS = 500;
  private static final long RETRY_MILLIS = 10_000;
  private static final long RESTORING_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final Exception RESTORING = new IllegalStateException("Redis was emptied");
  private static final Duration MARKER_LIFE = Duration.ofDays(1);

  private final Vertx vertx;
  private final RedisLink redis;
  private final RedisRecords records;
  private final RedisOwners owners;
  private final RevocationLog log;
  private final MemorySessionStore copies;
  private final String marker;

  private final UnwrittenChanges changes;
  private Future<Void> refreshing;
  private boolean marked;
  private boolean wasEmptied;
  private long emptiedAt;
  private long timer;
  private long retryTimer;

  /**
   * @param redis not yet open; closed with the store
   * @param previous with the previous secret; null for none
   * @param owners null for a standalone server
   * @param longestLife after which no token of an ended session is valid any more
   */
  public RedisSessionStore(
      Vertx vertx,
      RedisLink redis,
      RecordCipher cipher,
      RecordCipher previous,
      RedisOwners owners,
      Duration longestLife,
      InstantSource time) {
    this.vertx = vertx;
    this.redis = redis;
    this.owners = owners;
    RevokedTokens revoked = RevokedTokens.of(vertx);
    this.log = new RevocationLog(redis, revoked, longestLife, time);
    this.copies = new MemorySessionStore(time, revoked);
    String server = owners == null ? UUID.randomUUID().toString() : Cluster.of(vertx).self();
    this.marker = "catalogador:marker:" + server;
    this.records = new RedisRecords(redis, cipher, previous, owners, marker, () -> marked, time);
    this.changes = new UnwrittenChanges(records, copies, owners, longestLife);
  }

  @Override
  public Future<Void> open() {
    redis.onRestored(
        () -> {
          log.rewind();
          refresh().onSuccess(ignored -> writeAll()).onFailure(RedisSessionStore::retriedLater);
        });
    timer = vertx.setPeriodic(TICK_MILLIS, ignored -> tick());
    // A single command may fail without the link to Redis being lost.
    retryTimer = vertx.setPeriodic(RETRY_MILLIS, ignored -> writeAll());
    return redis.open().compose(ignored -> refresh().otherwiseEmpty());
  }

  private static void retriedLater(Throwable cause) {
    LOG.debug("a Redis command will be repeated: {}", cause.toString());
  }

  private void tick() {
    if (redis.state() == RedisLink.State.UP) {
      refresh().onFailure(RedisSessionStore::retriedLater);
    }
  }

  /** Reads new revocations, and checks by the marker whether Redis has lost its data. */
  private Future<Void> refresh() {
    if (refreshing == null) {
      Future<Void> refreshed =
          log.poll()
              .compose(
                  ignored ->
                      redis.send(
                          Request.cmd(Command.PEXPIRE).arg(marker).arg(MARKER_LIFE.toMillis())))
              .compose(there -> there.toInteger() == 1 ? Future.succeededFuture() : mark());
      refreshing = refreshed;
      // Runs synchronously when the future has completed already.
      refreshed.onComplete(ignored -> refreshing = null);
      return refreshed;
    }
    return ContextPromise.follow(refreshing);
  }

  private Future<Void> mark() {
    return redis
        .send(Request.cmd(Command.SET).arg(marker).arg(1).arg("PX").arg(MARKER_LIFE.toMillis()))
        .compose(
            ignored -> {
              if (marked) {
                LOG.warn("Redis has lost all sessions, writing them again");
                emptiedAt = System.nanoTime();
                wasEmptied = true;
              }
              marked = true;
              log.lost();
              changes.lostAll();
              return log.writeAll();
            })
        .onSuccess(ignored -> writeAll());
  }

  @Override
  public Future<Void> readRevocations() {
    return log.poll().recover(RedisOwners::unavailable);
  }

  @Override
  public Future<Optional<SessionRecord>> find(UserId user) {
    if (changes.isCopyNewer(user)) {
      return copies.find(user);
    }
    // Revocations first: a restored record must not make a revoked token valid again.
    Future<Void> read = log.isRead() ? Future.succeededFuture() : log.poll();
    return read.compose(ignored -> records.read(user))
        .compose(
            found ->
                found.isEmpty() && othersAreRestoring()
                    ? RedisOwners.unavailable(RESTORING)
                    : Future.succeededFuture(found))
        // Another server may have changed or removed the record: Redis is newer than the copy.
        .onSuccess(found -> found.ifPresentOrElse(copies::put, () -> copies.forget(user)))
        .recover(cause -> copy(user, cause));
  }

  /** Another server may be writing its copies again just now. */
  private boolean othersAreRestoring() {
    return owners != null && wasEmptied && System.nanoTime() - emptiedAt < RESTORING_NANOS;
  }

  /** Only a standalone server may use its copy: another server could have changed the record. */
  private Future<Optional<SessionRecord>> copy(UserId user, Throwable cause) {
    Optional<SessionRecord> copy = copies.known(user);
    return copy.isPresent() && owners == null
        ? Future.succeededFuture(copy)
        : RedisOwners.unavailable(cause);
  }

  @Override
  public Future<Boolean> put(SessionRecord record) {
    copies.put(record);
    return changes.track(record.user().id(), records.write(record));
  }

  @Override
  public Future<String> ranking(UserId user) {
    return records.readRanking(user).recover(cause -> copies.ranking(user));
  }

  @Override
  public Future<Boolean> putRanking(SessionRecord record, String ranking) {
    return copies
        .putRanking(record, ranking)
        .compose(
            ignored -> changes.track(record.user().id(), records.writeRanking(record, ranking)));
  }

  @Override
  public Future<Boolean> remove(SessionId session, UserId user) {
    if (changes.isRemoved(session)) {
      return Future.succeededFuture(false);
    }
    boolean known = copies.removeKnown(session, user);
    return records
        .read(user)
        .compose(
            found -> {
              boolean stored = found.filter(record -> record.session().equals(session)).isPresent();
              return (stored ? records.delete(user) : Future.succeededFuture(true))
                  .map(known || stored);
            })
        .recover(
            cause -> {
              changes.removed(session, user);
              // Unknown whether Redis had the session, which may be one of an earlier process.
              return Future.succeededFuture(true);
            });
  }

  private void writeAll() {
    log.writeAll().onFailure(RedisSessionStore::retriedLater);
    changes.writeAll();
  }

  @Override
  public void forget(SessionId session, UserId user) {
    copies.forget(session, user);
  }

  @Override
  public Future<Boolean> revoke(String id, Instant until) {
    return log.add(id, until.toEpochMilli());
  }

  @Override
  public void onRevoked(Consumer<String> listener) {
    log.onRevoked(listener);
  }

  @Override
  public String reason() {
    return redis.reason();
  }

  @Override
  public DirectoryState.Store state() {
    return switch (redis.state()) {
      case UP -> DirectoryState.Store.UP;
      case DEGRADED -> DirectoryState.Store.DEGRADED;
      case DOWN -> DirectoryState.Store.DOWN;
    };
  }

  @Override
  public Future<Void> close() {
    vertx.cancelTimer(timer);
    vertx.cancelTimer(retryTimer);
    return redis
        .send(Request.cmd(Command.DEL).arg(marker))
        .otherwiseEmpty()
        .eventually(redis::close)
        .mapEmpty();
  }
}
