package br.com.catalogador.session;

import br.com.catalogador.redis.RedisLink;
import br.com.catalogador.session.message.DirectoryState;
import br.com.catalogador.session.message.SessionId;
import br.com.catalogador.session.message.UserId;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps records in Redis, so that they outlive this process.
 *
 * <p>While Redis is away, copies in memory of what this process has written or read stand in for
 * it, and sessions that end are remembered. Once it is back it is brought up to date: what changed
 * is written, what it has lost is written again, and what ended is deleted. Lost is only what Redis
 * has not heard of when this process ends: a session that began meanwhile is gone, one that changed
 * is as it was, and one that was ended can be used again until its token expires.
 */
final class RedisSessionStore implements SessionStore {
  private static final Logger LOG = LoggerFactory.getLogger(RedisSessionStore.class);
  private static final long RETRY_MILLIS = 10_000;
  private static final int MAX_ENDED = 100_000;

  private final Vertx vertx;
  private final RedisLink redis;
  private final RedisRecords records;
  private final MemorySessionStore copies;

  /** Sessions whose end Redis has not heard of. */
  private final Cache<SessionId, Boolean> ended;

  /** Users of whom Redis may not know the latest; for them the copy counts. */
  private final Map<UserId, Debt> debts = new HashMap<>();

  private boolean paying;
  private long timer;

  /** What has to be done for a user once Redis takes writes. */
  private enum Debt {
    /** Something has changed that Redis has not heard of. */
    TELL,
    /** Redis may have lost his record. */
    RESTORE
  }

  /**
   * @param redis not open yet; closed with the store
   * @param longestLife after which no token of an ended session is good any more
   */
  RedisSessionStore(
      Vertx vertx,
      RedisLink redis,
      RedisRecords records,
      Duration longestLife,
      InstantSource time) {
    this.vertx = vertx;
    this.redis = redis;
    this.records = records;
    this.copies = new MemorySessionStore(time);
    this.ended =
        Caffeine.newBuilder()
            .maximumSize(MAX_ENDED)
            .expireAfterWrite(longestLife)
            .executor(Runnable::run)
            .build();
  }

  @Override
  public Future<Void> open() {
    redis.onRestored(
        () -> {
          copies.users().forEach(user -> debts.putIfAbsent(user, Debt.RESTORE));
          payAll();
        });
    // A command may also fail alone, without the link to Redis being lost.
    timer = vertx.setPeriodic(RETRY_MILLIS, due -> payAll());
    return redis.open();
  }

  @Override
  public Future<Optional<SessionRecord>> find(UserId user) {
    if (debts.containsKey(user)) {
      return copies.find(user);
    }
    return records
        .read(user)
        // Another server may have changed or ended it: Redis knows better than the copy.
        .onSuccess(found -> found.ifPresentOrElse(copies::put, () -> copies.forget(user)))
        .recover(away -> copies.find(user));
  }

  @Override
  public Future<Void> put(SessionRecord record) {
    copies.put(record);
    return heard(record.user().id(), records.write(record));
  }

  /** Notes whether Redis has heard of a change. */
  private Future<Void> heard(UserId user, Future<?> told) {
    return told.onSuccess(done -> debts.remove(user))
        .onFailure(away -> debts.put(user, Debt.TELL))
        .otherwiseEmpty()
        .mapEmpty();
  }

  @Override
  public Future<Boolean> remove(SessionId session, UserId user) {
    if (ended.getIfPresent(session) != null) {
      return Future.succeededFuture(false);
    }
    boolean known = copies.removeKnown(session, user);
    return records
        .read(user)
        .compose(
            found -> {
              boolean stored = found.filter(record -> record.session().equals(session)).isPresent();
              return (stored ? records.delete(user) : Future.<Void>succeededFuture())
                  .map(known || stored);
            })
        .recover(
            away -> {
              ended.put(session, true);
              debts.put(user, Debt.TELL);
              // It may well be one of an earlier run; it has ended now, whatever it was.
              return Future.succeededFuture(true);
            });
  }

  private void payAll() {
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

  private Future<Void> pay(UserId user, Optional<SessionRecord> copy) {
    if (copy.isPresent()) {
      return debts.get(user) == Debt.RESTORE
          ? records.writeIfAbsent(copy.get())
          : records.write(copy.get());
    }
    return records
        .read(user)
        .compose(
            found ->
                found.isPresent()
                        && ended.getIfPresent(found.get().session()) != null
                        && copies.known(user).isEmpty()
                    ? records.delete(user)
                    : Future.succeededFuture());
  }

  @Override
  public void forget(SessionId session, UserId user) {
    copies.removeKnown(session, user);
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
    return redis.close();
  }
}
