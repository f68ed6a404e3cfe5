package br.com.catalogador.session;

import br.com.catalogador.session.message.DirectoryState;
import br.com.catalogador.session.message.SessionId;
import br.com.catalogador.session.message.UserId;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Keeps records in this process, and loses them with it. Bounded: past 64 MB of them those that
 * nobody has used for longest go first.
 */
final class MemorySessionStore implements SessionStore {
  private static final long MAX_WEIGHT = 64L * 1024 * 1024;

  /** About what a record takes beside its ranking. */
  private static final int RECORD_WEIGHT = 1024;

  private final Cache<UserId, SessionRecord> records;

  MemorySessionStore(InstantSource time) {
    this.records =
        Caffeine.newBuilder()
            .maximumWeight(MAX_WEIGHT)
            .weigher((UserId user, SessionRecord record) -> weight(record))
            .expireAfter(
                Expiry.<UserId, SessionRecord>writing(
                    (user, record) -> Duration.between(time.instant(), record.expiresAt())))
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(time.millis()))
            .executor(Runnable::run)
            .build();
  }

  private static int weight(SessionRecord record) {
    String ranking = record.state().ranking();
    return RECORD_WEIGHT + (ranking == null ? 0 : ranking.length());
  }

  @Override
  public Future<Void> open() {
    return Future.succeededFuture();
  }

  @Override
  public Future<Optional<SessionRecord>> find(UserId user) {
    return Future.succeededFuture(known(user));
  }

  Optional<SessionRecord> known(UserId user) {
    return Optional.ofNullable(records.getIfPresent(user));
  }

  /** Whose records are kept. */
  Set<UserId> users() {
    return Set.copyOf(records.asMap().keySet());
  }

  @Override
  public Future<Void> put(SessionRecord record) {
    records.put(record.user().id(), record);
    return Future.succeededFuture();
  }

  @Override
  public Future<Boolean> remove(SessionId session, UserId user) {
    return Future.succeededFuture(removeKnown(session, user));
  }

  boolean removeKnown(SessionId session, UserId user) {
    boolean found = known(user).filter(record -> record.session().equals(session)).isPresent();
    if (found) {
      forget(user);
    }
    return found;
  }

  void forget(UserId user) {
    records.invalidate(user);
  }

  @Override
  public void forget(SessionId session, UserId user) {
    removeKnown(session, user);
  }

  @Override
  public DirectoryState.Store state() {
    return DirectoryState.Store.MEMORY;
  }

  @Override
  public Future<Void> close() {
    return Future.succeededFuture();
  }
}
