package br.com.catalogador.session.store;

import br.com.catalogador.bus.Cluster;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.model.UserId;
import br.com.catalogador.redis.RedisLink;
import br.com.catalogador.session.message.DirectoryState;
import br.com.catalogador.session.message.RevokedTokens;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps records in Redis, so that they outlive this process, and shares them with the servers of
 * its cluster.
 *
 * <p>While Redis is away, copies in memory of what this process has written or read stand in for
 * it, and what ends is remembered. Once it is back it is brought up to date: what changed is
 * written, and what ended is deleted. A marker, a key of this server's own, tells whether Redis has
 * lost everything; then all copies are written again. Lost is only what Redis has not heard of when
 * this process ends: a session that began meanwhile is gone, one that changed is as it was, and one
 * that was ended can be used again until its token expires.
 */
public final class RedisSessionStore implements SessionStore {
  private static final Logger LOG = LoggerFactory.getLogger(RedisSessionStore.class);
  private static final long TICK_MILLIS = 500;
  private static final long RETRY_MILLIS = 10_000;
  private static final int MAX_REMOVED = 100_000;
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

  /** Sessions whose removal Redis has not heard of. */
  private final Cache<SessionId, Boolean> removed;

  /** Users of whom Redis may not know the latest; for them the copy counts. */
  private final Map<UserId, Debt> debts = new HashMap<>();

  private boolean paying;
  private Future<Void> refreshing;
  private boolean marked;
  private boolean wasEmptied;
  private long emptiedAt;
  private long timer;
  private long retryTimer;

  /** What has to be done for a user once Redis takes writes. */
  private enum Debt {
    /** Something has changed that Redis has not heard of. */
    TELL,
    /** Redis may have lost his record. */
    RESTORE
  }

  /**
   * @param redis not open yet; closed with the store
   * @param previous of the previous secret; null for none
   * @param owners null for a server by itself
   * @param longestLife after which no token of an ended session is good any more
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
    RevokedTokens ended = RevokedTokens.of(vertx);
    this.log = new RevocationLog(redis, ended, longestLife, time);
    this.copies = new MemorySessionStore(time, ended);
    this.removed =
        Caffeine.newBuilder()
            .maximumSize(MAX_REMOVED)
            .expireAfterWrite(longestLife)
            .executor(Runnable::run)
            .build();
    String server = owners == null ? UUID.randomUUID().toString() : Cluster.of(vertx).self();
    this.marker = "catalogador:marker:" + server;
    this.records = new RedisRecords(redis, cipher, previous, owners, marker, () -> marked, time);
  }

  @Override
  public Future<Void> open() {
    redis.onRestored(
        () -> {
          log.rewind();
          refresh().onSuccess(fresh -> payAll()).onFailure(RedisSessionStore::later);
        });
    timer = vertx.setPeriodic(TICK_MILLIS, due -> tick());
    // A command may also fail alone, without the link to Redis being lost.
    retryTimer = vertx.setPeriodic(RETRY_MILLIS, due -> payAll());
    return redis.open().compose(opened -> refresh().otherwiseEmpty());
  }

  private static void later(Throwable cause) {
    LOG.debug("Redis is asked again later: {}", cause.toString());
  }

  private void tick() {
    if (redis.state() == RedisLink.State.UP) {
      refresh().onFailure(RedisSessionStore::later);
    }
  }

  /** Reads which tokens have ended, and looks whether Redis has lost what it was told. */
  private Future<Void> refresh() {
    if (refreshing == null) {
      Future<Void> refreshed =
          log.poll()
              .compose(
                  read ->
                      redis.send(
                          Request.cmd(Command.PEXPIRE).arg(marker).arg(MARKER_LIFE.toMillis())))
              .compose(there -> there.toInteger() == 1 ? Future.succeededFuture() : mark());
      refreshing = refreshed;
      // At once where it has ended already.
      refreshed.onComplete(ignored -> refreshing = null);
      return refreshed;
    }
    return refreshing;
  }

  private Future<Void> mark() {
    return redis
        .send(Request.cmd(Command.SET).arg(marker).arg(1).arg("PX").arg(MARKER_LIFE.toMillis()))
        .compose(
            written -> {
              if (marked) {
                LOG.warn("Redis has lost all sessions, writing them again");
                emptiedAt = System.nanoTime();
                wasEmptied = true;
              }
              marked = true;
              log.emptied();
              copies.all().forEach(copy -> debts.putIfAbsent(copy.user().id(), Debt.RESTORE));
              return log.writeAll();
            })
        .onSuccess(written -> payAll());
  }

  @Override
  public Future<Void> readRevocations() {
    return log.poll().recover(RedisOwners::unavailable);
  }

  @Override
  public Future<Optional<SessionRecord>> find(UserId user) {
    if (debts.get(user) == Debt.TELL || debts.containsKey(user) && copies.known(user).isPresent()) {
      return copies.find(user);
    }
    // A record that somebody put back must not open what has ended.
    Future<Void> read = log.isRead() ? Future.succeededFuture() : log.poll();
    return read.compose(known -> records.read(user))
        .compose(
            found ->
                found.isEmpty() && othersAreRestoring()
                    ? RedisOwners.unavailable(RESTORING)
                    : Future.succeededFuture(found))
        // Another server may have changed or ended it: Redis knows better than the copy.
        .onSuccess(found -> found.ifPresentOrElse(copies::put, () -> copies.forget(user)))
        .recover(away -> copy(user, away));
  }

  /** What an emptied Redis lacks another server may just be writing again. */
  private boolean othersAreRestoring() {
    return owners != null && wasEmptied && System.nanoTime() - emptiedAt < RESTORING_NANOS;
  }

  /** Of a server by itself the copy is as good; among others somebody may have changed it. */
  private Future<Optional<SessionRecord>> copy(UserId user, Throwable away) {
    Optional<SessionRecord> copy = copies.known(user);
    return copy.isPresent() && owners == null
        ? Future.succeededFuture(copy)
        : RedisOwners.unavailable(away);
  }

  @Override
  public Future<Boolean> put(SessionRecord record) {
    copies.put(record);
    return heard(record.user().id(), records.write(record));
  }

  /** Notes whether Redis has heard of a change. */
  private Future<Boolean> heard(UserId user, Future<Boolean> told) {
    return told.onSuccess(done -> debts.remove(user))
        .onFailure(away -> debts.put(user, Debt.TELL))
        .otherwise(true);
  }

  @Override
  public Future<String> ranking(UserId user) {
    return records.readRanking(user).recover(away -> copies.ranking(user));
  }

  @Override
  public Future<Boolean> putRanking(SessionRecord record, String ranking) {
    return copies
        .putRanking(record, ranking)
        .compose(kept -> heard(record.user().id(), records.writeRanking(record, ranking)));
  }

  @Override
  public Future<Boolean> remove(SessionId session, UserId user) {
    if (removed.getIfPresent(session) != null) {
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
            away -> {
              removed.put(session, true);
              debts.put(user, Debt.TELL);
              // It may well be one of an earlier run; it has ended now, whatever it was.
              return Future.succeededFuture(true);
            });
  }

  private void payAll() {
    log.writeAll().onFailure(RedisSessionStore::later);
    if (!paying && !debts.isEmpty()) {
      LOG.info("bringing Redis up to date with {} sessions", debts.size());
      paying = true;
      payNext(new ArrayDeque<>(debts.keySet()));
    }
  }

  private void payNext(Queue<UserId> users) {
    UserId user = users.poll();
    if (user == null) {
      paying = false;
      return;
    }
    Optional<SessionRecord> copy = copies.known(user);
    pay(user, copy)
        .onSuccess(
            paid -> {
              if (copies.known(user).equals(copy)) {
                debts.remove(user);
              }
              payNext(users);
            })
        .onFailure(away -> paying = false);
  }

  private Future<?> pay(UserId user, Optional<SessionRecord> copy) {
    if (copy.isEmpty()) {
      return records
          .read(user)
          .compose(
              found ->
                  found.isPresent() && removed.getIfPresent(found.get().session()) != null
                      ? records.delete(user)
                      : Future.succeededFuture());
    }
    boolean lost = debts.get(user) == Debt.RESTORE;
    if (!lost && owners != null && owners.fence(user).isEmpty()) {
      return Future.succeededFuture(); // given up meanwhile: another server knows better
    }
    return (lost ? records.writeIfAbsent(copy.get()) : records.write(copy.get()))
        .compose(written -> copies.ranking(user))
        .compose(
            ranking ->
                ranking == null
                    ? Future.succeededFuture()
                    : records.writeRanking(copy.get(), ranking));
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
