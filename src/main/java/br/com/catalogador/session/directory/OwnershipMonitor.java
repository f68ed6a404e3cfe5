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
 * Makes sure, from time to time, that this server still owns its sessions: looks in the store, and
 * has those left that another server has taken over. As long as that succeeds, and for some seconds
 * after, the sessions may answer ({@link OwnershipGuard}).
 *
 * <p>When the store cannot be reached, the other servers are asked whether they reach it. If none
 * does, nobody can take anything over, and the sessions go on answering. If one does, they answer
 * STORE_UNAVAILABLE once the last success is too long ago; likewise when servers left at about the
 * time when the store was lost, for then it is this one that was cut off. Lives on the directory's
 * event loop.
 */
final class OwnershipMonitor {
  private static final Logger LOG = LoggerFactory.getLogger(OwnershipMonitor.class);
  private static final long TICK_MILLIS = 500;
  private static final int TICKS_BETWEEN_CHECKS = 4;

  /** Shorter than the silence after which the cluster takes a server for dead. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private static final Duration GRACE_WITHOUT_STORE = Duration.ofSeconds(2);
  private static final Duration SEEN = Duration.ofSeconds(2);
  private static final Duration STOOD_STILL = Duration.ofSeconds(2);

  /** The cluster notices a server that is cut off some seconds after the store is missed. */
  private static final Duration ISOLATION = Duration.ofSeconds(15);

  private static final long PEER_MILLIS = 1_000;
  private static final long LEAVING_MILLIS = 1_000;

  /** A connection that was lost while the process stood still is back after that. */
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
  private long seenAt;
  private boolean awayForAll;

  /** When the store was missed first, and the last time that a server left; 0 for never. */
  private long failingSince;

  private long leftAt;
  private boolean isolated;
  private long tickedAt;
  private long timer;

  /**
   * @param users whose sessions are on this server
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
    this.seenAt = System.nanoTime() - SEEN.toNanos();
    this.tickedAt = System.nanoTime();
  }

  Future<Void> start() {
    guard.openFor(GRACE);
    timer = vertx.setPeriodic(TICK_MILLIS, due -> tick());
    return check().otherwiseEmpty();
  }

  Future<Void> stop() {
    vertx.cancelTimer(timer);
    return owners.leave();
  }

  private void tick() {
    long now = System.nanoTime();
    if (now - tickedAt > STOOD_STILL.toNanos()) {
      failingSince = 0;
    }
    tickedAt = now;
    if (ticking) {
      return;
    }
    ticking = true;
    ticks++;
    Future<Void> done =
        guard.isOpen() && ticks % TICKS_BETWEEN_CHECKS != 0 ? owners.beat() : check();
    done.onSuccess(beaten -> seen())
        .recover(away -> askOthers())
        .onComplete(ignored -> ticking = false);
  }

  private void seen() {
    seenAt = System.nanoTime();
    failingSince = 0;
    isolated = false;
    if (awayForAll) {
      LOG.info("the session store is back");
      awayForAll = false;
    }
  }

  /** Looks now, whenever something may have changed. */
  void lookAgain() {
    check().onFailure(away -> LOG.debug("ownership is looked at later: {}", away.getMessage()));
  }

  /** Fails with STORE_UNAVAILABLE. */
  private Future<Void> check() {
    return owners
        .beat()
        .compose(beaten -> store.learnEnds())
        .compose(learned -> owners.lost(users.get()))
        .compose(this::leave)
        .onSuccess(
            left -> {
              seen();
              guard.openFor(GRACE);
            });
  }

  /** They answer nobody any more as soon as they begin to leave; how long it takes is theirs. */
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
  boolean sees() {
    return System.nanoTime() - seenAt < SEEN.toNanos();
  }

  /**
   * Whether no server reaches the store, so that nobody takes over or learns from it. Asks them.
   */
  Future<Boolean> isAwayForAll() {
    List<Future<Boolean>> answers =
        cluster.members().stream()
            .filter(server -> !server.equals(cluster.self()))
            .map(this::isSeenBy)
            .toList();
    return Future.join(answers)
        .map(all -> !isolated && answers.stream().noneMatch(Future::result))
        .onSuccess(away -> awayForAll = away);
  }

  private Future<Boolean> isSeenBy(String server) {
    return bus.requestAt(server, SessionHost.ADDRESS, new GetStoreReachable())
        .timeout(PEER_MILLIS, TimeUnit.MILLISECONDS)
        .otherwise(false);
  }

  /** Another server has left the cluster. */
  void memberLeft() {
    leftAt = System.nanoTime();
    noteIsolation();
  }

  /** Who loses the others and the store at once has probably been cut off from both. */
  private void noteIsolation() {
    if (failingSince != 0 && leftAt != 0 && Math.abs(leftAt - failingSince) < ISOLATION.toNanos()) {
      isolated = true;
    }
  }

  private Future<Void> askOthers() {
    if (failingSince == 0) {
      failingSince = System.nanoTime();
      noteIsolation();
    }
    boolean before = awayForAll;
    long failing = System.nanoTime() - failingSince;
    return isAwayForAll()
        .map(
            away -> {
              if (away && failing >= SEEN.toNanos()) {
                guard.openFor(GRACE_WITHOUT_STORE);
              }
              if (away && !before) {
                LOG.warn("no server reaches the session store: each goes on with its sessions");
              }
              return null;
            });
  }

  /** See {@link br.com.catalogador.session.message.SessionDirectory#verify}. */
  Future<Void> verify() {
    if (verifying == null) {
      Future<Void> attempt = verify(1);
      verifying = attempt;
      // At once where it has ended already.
      attempt.onComplete(ignored -> verifying = null);
      return attempt;
    }
    return verifying;
  }

  private Future<Void> verify(int attempt) {
    return check()
        .recover(away -> askOthers())
        .compose(
            known ->
                guard.isOpen()
                    ? Future.succeededFuture()
                    : attempt == VERIFY_ATTEMPTS
                        ? unavailable()
                        : vertx
                            .timer(BETWEEN_ATTEMPTS_MILLIS, TimeUnit.MILLISECONDS)
                            .compose(now -> verify(attempt + 1)));
  }

  static <T> Future<T> unavailable() {
    return Future.failedFuture(Failure.retryAfter(FailureKind.STORE_UNAVAILABLE, RETRY_SECONDS));
  }
}
