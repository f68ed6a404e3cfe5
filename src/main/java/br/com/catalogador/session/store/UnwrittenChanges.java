package br.com.catalogador.session.store;

import br.com.catalogador.model.SessionId;
import br.com.catalogador.model.UserId;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The users whose record in Redis may be older than the copy in memory, and the retry of their
 * writes. Confined to the directory's event loop.
 */
final class UnwrittenChanges {
  private static final Logger LOG = LoggerFactory.getLogger(UnwrittenChanges.class);
  private static final int MAX_REMOVED = 100_000;

  private final RedisRecords records;
  private final MemorySessionStore copies;
  private final RedisOwners owners;
  private final Map<UserId, Reason> users = new HashMap<>();

  /** Sessions whose removal has not been written. */
  private final Cache<SessionId, Boolean> removed;

  private boolean writing;

  private enum Reason {
    /** A change could not be written. */
    CHANGED,
    /** Redis may have lost the record. */
    LOST
  }

  /**
   * @param owners null for a standalone server
   * @param longestLife after which no token of a removed session is valid any more
   */
  UnwrittenChanges(
      RedisRecords records, MemorySessionStore copies, RedisOwners owners, Duration longestLife) {
    this.records = records;
    this.copies = copies;
    this.owners = owners;
    this.removed =
        Caffeine.newBuilder()
            .maximumSize(MAX_REMOVED)
            .expireAfterWrite(longestLife)
            .executor(Runnable::run)
            .build();
  }

  /** Whether the copy in memory, or its absence, is newer than the record in Redis. */
  boolean isCopyNewer(UserId user) {
    return users.get(user) == Reason.CHANGED
        || users.containsKey(user) && copies.known(user).isPresent();
  }

  boolean isRemoved(SessionId session) {
    return removed.getIfPresent(session) != null;
  }

  /**
   * Follows the writing of a change.
   *
   * @return the write's result, or true when it failed and will be repeated
   */
  Future<Boolean> track(UserId user, Future<Boolean> write) {
    return write
        .onSuccess(ignored -> users.remove(user))
        .onFailure(ignored -> users.put(user, Reason.CHANGED))
        .otherwise(true);
  }

  /** A session's removal could not be written. */
  void removed(SessionId session, UserId user) {
    removed.put(session, true);
    users.put(user, Reason.CHANGED);
  }

  /** Redis has lost its data: every copy has to be written, unless its record exists again. */
  void lostAll() {
    copies.all().forEach(copy -> users.putIfAbsent(copy.user().id(), Reason.LOST));
  }

  /** Writes all changes, one after the other, until one fails. */
  void writeAll() {
    if (!writing && !users.isEmpty()) {
      LOG.info("writing {} sessions to Redis", users.size());
      writing = true;
      writeNext(new ArrayDeque<>(users.keySet()));
    }
  }

  private void writeNext(Queue<UserId> queue) {
    UserId user = queue.poll();
    if (user == null) {
      writing = false;
      return;
    }
    Optional<SessionRecord> copy = copies.known(user);
    write(user, copy)
        .onSuccess(
            ignored -> {
              if (copies.known(user).equals(copy)) {
                users.remove(user);
              }
              writeNext(queue);
            })
        .onFailure(ignored -> writing = false);
  }

  private Future<?> write(UserId user, Optional<SessionRecord> copy) {
    if (copy.isEmpty()) {
      return records
          .read(user)
          .compose(
              found ->
                  found.isPresent() && isRemoved(found.get().session())
                      ? records.delete(user)
                      : Future.succeededFuture());
    }
    boolean isLost = users.get(user) == Reason.LOST;
    if (!isLost && owners != null && owners.fence(user).isEmpty()) {
      return Future.succeededFuture(); // released meanwhile: another server has the newer record
    }
    return (isLost ? records.writeIfAbsent(copy.get()) : records.write(copy.get()))
        .compose(ignored -> copies.ranking(user))
        .compose(
            ranking ->
                ranking == null
                    ? Future.succeededFuture()
                    : records.writeRanking(copy.get(), ranking));
  }
}
