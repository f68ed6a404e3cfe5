package br.com.catalogador.session.store;

import br.com.catalogador.model.SessionId;
import br.com.catalogador.model.UserId;
import br.com.catalogador.session.message.DirectoryState;
import br.com.catalogador.session.message.RevokedTokens;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Stores records in memory; they are lost with the process. A record takes about a kilobyte and
 * stays until it expires; rankings take up to {@link #MAX_RANKING_BYTES} altogether, above which
 * the least recently used are evicted.
 */
public final class MemorySessionStore implements SessionStore {
  static final long MAX_RANKING_BYTES = 64L * 1024 * 1024;

  /** Bytes of a string and its cache entry besides the characters. */
  private static final int RANKING_OVERHEAD = 128;

  private final Cache<UserId, SessionRecord> records;
  private final Cache<UserId, String> rankings;
  private final RevokedTokens revoked;

  public MemorySessionStore(InstantSource time, RevokedTokens revoked) {
    this.revoked = revoked;
    this.records =
        Caffeine.newBuilder()
            .expireAfter(
                Expiry.<UserId, SessionRecord>writing(
                    (user, record) -> Duration.between(time.instant(), record.expiresAt())))
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(time.millis()))
            .executor(Runnable::run)
            .build();
    this.rankings =
        Caffeine.newBuilder()
            .maximumWeight(MAX_RANKING_BYTES)
            .weigher((UserId user, String ranking) -> RANKING_OVERHEAD + 2 * ranking.length())
            .executor(Runnable::run)
            .build();
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

  /** All records. */
  List<SessionRecord> all() {
    return List.copyOf(records.asMap().values());
  }

  @Override
  public Future<Boolean> put(SessionRecord record) {
    records.put(record.user().id(), record);
    return Future.succeededFuture(true);
  }

  @Override
  public Future<String> ranking(UserId user) {
    return Future.succeededFuture(known(user).isEmpty() ? null : rankings.getIfPresent(user));
  }

  @Override
  public Future<Boolean> putRanking(SessionRecord record, String ranking) {
    if (ranking == null) {
      rankings.invalidate(record.user().id());
    } else {
      rankings.put(record.user().id(), ranking);
    }
    return Future.succeededFuture(true);
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
    rankings.invalidate(user);
  }

  @Override
  public void forget(SessionId session, UserId user) {
    if (user != null) {
      removeKnown(session, user);
      return;
    }
    for (SessionRecord record : records.asMap().values()) {
      if (record.session().equals(session)) {
        forget(record.user().id());
      }
    }
  }

  @Override
  public Future<Boolean> revoke(String id, Instant until) {
    revoked.add(id, until.toEpochMilli());
    return Future.succeededFuture(true);
  }

  @Override
  public Future<Void> readRevocations() {
    return Future.succeededFuture();
  }

  @Override
  public void onRevoked(Consumer<String> listener) {
    // No other server shares this store.
  }

  @Override
  public String reason() {
    return "";
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
