package br.com.catalogador.session.directory;

import br.com.catalogador.bus.Bus;
import br.com.catalogador.bus.Cluster;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.model.UserId;
import br.com.catalogador.session.OwnershipGuard;
import br.com.catalogador.session.message.GetStoreReachable;
import br.com.catalogador.session.message.SessionHost;
import br.com.catalogador.session.store.RedisOwners;
import br.com.catalogador.session.store.SessionStore;
import br.com.catalogador.support.ContextPromise;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks periodically that this server still owns its sessions: reads the store, and has the
 * sessions removed that another server has claimed. While that succeeds, and for some seconds
 * after, the sessions may answer ({@link OwnershipGuard}).
 *
 * <p>When the store cannot be reached, the other servers are asked whether they reach it. If none
 * does, no server can claim anything, and the sessions keep answering. If one does, the sessions
 * answer STORE_UNAVAILABLE once the last success is too long ago; likewise when servers left the
 * cluster at about the time when the store was lost, because then this server has probably been
 * isolated. Confined to the directory's event loop.
 */
final class OwnershipMonitor {
  private static final Logger LOG = LoggerFactory.getLogger(OwnershipMonitor.class);
  private static final long TICK_MILLIS = 500;
  private static final int TICKS_BETWEEN_CHECKS = 4;

  /** Shorter than the silence after which the cluster removes a server. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private static final Duration GRACE_WITHOUT_STORE = Duration.ofSeconds(2);
  private static final Duration REACHABLE_FOR = Duration.ofSeconds(2);
  private static final Duration SUSPENDED = Duration.ofSeconds(2);

  /** The cluster detects an isolated server some seconds after the store is lost. */
  private static final Duration ISOLATION = Duration.ofSeconds(15);

  private static final long PEER_MILLIS = 1_000;
  private static final long LEAVING_MILLIS = 1_000;

  /** Enough for a connection that was lost while the process was suspended to be restored. */
  private static final int VERIFY_ATTEMPTS = 20;

  private static final long BETWEEN_ATTEMPTS_MILLIS = 100;
  private static final long RETRY_SECONDS = 2;

  private final Vertx vertx;
  private final Bus bus;
  private final Cluster cluster;
  private final RedisOwners owners;
  private final SessionStore store;
  private final OwnershipGuard guard;
  private final Supplier<List<UserId>> users;
  private final Function<Set<UserId>, Future<?>> leave;
  private Future<Void> verifying;
  private boolean ticking;
  private int ticks;
  private long reachedAt;
  private boolean unreachableForAll;

  /** When the store failed first, and when a server last left the cluster; 0 for never. */
  private long failingSince;

  private long leftAt;
  private boolean isolated;
  private long tickedAt;
  private long timer;

  /**
   * @param users the users whose sessions are on this server
   * @param leave removes the sessions of users whom other servers own
   */
  OwnershipMonitor(
      Vertx vertx,
      RedisOwners owners,
      SessionStore store,
      Supplier<List<UserId>> users,
      Function<Set<UserId>, Future<?>> leave) {
    this.vertx = vertx;
    this.bus = Bus.of(vertx);
    this.cluster = Cluster.of(vertx);
    this.owners = owners;
    this.store = store;
    this.guard = OwnershipGuard.of(vertx);
    this.users = users;
    this.leave = leave;
    this.reachedAt = System.nanoTime() - REACHABLE_FOR.toNanos();
    this.tickedAt = System.nanoTime();
  }

  Future<Void> start() {
    guard.openFor(GRACE);
    timer = vertx.setPeriodic(TICK_MILLIS, ignored -> tick());
    return check().otherwiseEmpty();
  }

  Future<Void> stop() {
    vertx.cancelTimer(timer);
    return owners.leave();
  }

  private void tick() {
    long now = System.nanoTime();
    if (now - tickedAt > SUSPENDED.toNanos()) {
      failingSince = 0;
    }
    tickedAt = now;
    if (ticking) {
      return;
    }
    ticking = true;
    ticks++;
    Future<Void> check =
        guard.isOpen() && ticks % TICKS_BETWEEN_CHECKS != 0 ? owners.beat() : check();
    check
        .onSuccess(ignored -> reached())
        .recover(cause -> askOthers())
        .onComplete(ignored -> ticking = false);
  }

  private void reached() {
    reachedAt = System.nanoTime();
    failingSince = 0;
    isolated = false;
    if (unreachableForAll) {
      LOG.info("the session store is back");
      unreachableForAll = false;
    }
  }

  /** Checks at once, because something may have changed. */
  void checkNow() {
    check().onFailure(cause -> LOG.debug("ownership is checked later: {}", cause.getMessage()));
  }

  /** Sends the heartbeat, reads revocations and owners. Fails with STORE_UNAVAILABLE. */
  private Future<Void> check() {
    return owners
        .beat()
        .compose(ignored -> store.readRevocations())
        .compose(ignored -> owners.lost(users.get()))
        .compose(this::leave)
        .onSuccess(
            ignored -> {
              reached();
              guard.openFor(GRACE);
            });
  }

  /** The sessions stop answering as soon as their removal begins; its end is not awaited long. */
  private Future<Void> leave(Set<UserId> lost) {
    return lost.isEmpty()
        ? Future.succeededFuture()
        : leave
            .apply(lost)
            .timeout(LEAVING_MILLIS, TimeUnit.MILLISECONDS)
            .<Void>mapEmpty()
            .otherwiseEmpty();
  }

  /** Whether this server has reached the store in the last seconds. */
  boolean isStoreReachable() {
    return System.nanoTime() - reachedAt < REACHABLE_FOR.toNanos();
  }

  /**
   * Asks all servers whether they reach the store. If none does, no server can claim users or read
   * revocations.
   */
  Future<Boolean> isUnreachableForAll() {
    List<Future<Boolean>> answers =
        cluster.members().stream()
            .filter(server -> !server.equals(cluster.self()))
            .map(this::isReachableFor)
            .toList();
    return Future.join(answers)
        .map(ignored -> !isolated && answers.stream().noneMatch(Future::result))
        .onSuccess(unreachable -> unreachableForAll = unreachable);
  }

  private Future<Boolean> isReachableFor(String server) {
    return bus.requestAt(server, SessionHost.ADDRESS, new GetStoreReachable())
        .timeout(PEER_MILLIS, TimeUnit.MILLISECONDS)
        .otherwise(false);
  }

  /** Another server has left the cluster. */
  void memberLeft() {
    leftAt = System.nanoTime();
    detectIsolation();
  }

  /** A server that loses the others and the store at once has probably been isolated. */
  private void detectIsolation() {
    if (failingSince != 0 && leftAt != 0 && Math.abs(leftAt - failingSince) < ISOLATION.toNanos()) {
      isolated = true;
    }
  }

  private Future<Void> askOthers() {
    if (failingSince == 0) {
      failingSince = System.nanoTime();
      detectIsolation();
    }
    boolean before = unreachableForAll;
    long failing = System.nanoTime() - failingSince;
    return isUnreachableForAll()
        .map(
            unreachable -> {
              if (unreachable && failing >= REACHABLE_FOR.toNanos()) {
                guard.openFor(GRACE_WITHOUT_STORE);
              }
              if (unreachable && !before) {
                LOG.warn("no server reaches the session store: each keeps serving its sessions");
              }
              return null;
            });
  }

  /** See {@link br.com.catalogador.session.message.SessionDirectory#verify}. */
  Future<Void> verify() {
    if (verifying == null) {
      Future<Void> attempt = verify(1);
      verifying = attempt;
      // Runs synchronously when the attempt has completed already.
      attempt.onComplete(ignored -> verifying = null);
      return attempt;
    }
    return ContextPromise.follow(verifying);
  }

  private Future<Void> verify(int attempt) {
    return check()
        .recover(cause -> askOthers())
        .compose(
            ignored ->
                guard.isOpen()
                    ? Future.succeededFuture()
                    : attempt == VERIFY_ATTEMPTS
                        ? unavailable()
                        : vertx
                            .timer(BETWEEN_ATTEMPTS_MILLIS, TimeUnit.MILLISECONDS)
                            .compose(unused -> verify(attempt + 1)));
  }

  static <T> Future<T> unavailable() {
    return Future.failedFuture(Failure.retryAfter(FailureKind.STORE_UNAVAILABLE, RETRY_SECONDS));
  }
}
