package br.com.catalogador.session.directory;

import br.com.catalogador.bus.Bus;
import br.com.catalogador.bus.Cluster;
import br.com.catalogador.bus.Request;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.model.UserId;
import br.com.catalogador.session.message.Session;
import br.com.catalogador.session.message.SessionHost;
import br.com.catalogador.session.store.RedisOwners;
import br.com.catalogador.session.store.StoreRetry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A cluster-wide lock per user: the server that owns a user owns the user's session. The lock is an
 * entry in the store that all servers share. A server claims the user before it deploys a session,
 * writes records only as the owner, and releases the user after it has removed the verticle. The
 * users of an owner that has left the cluster can be claimed by any server. A standalone server
 * owns all users. Confined to the directory's event loop.
 */
final class UserOwnership {
  /** Attempts to find the owner of a user who is moving between servers. */
  private static final int ATTEMPTS = 60;

  private static final long BETWEEN_MILLIS = 50;

  /** The heartbeat of an owner that has just left may still be valid, see {@link RedisOwners}. */
  private static final long LATER_BETWEEN_MILLIS = 100;

  private static final int EARLY_ATTEMPTS = 10;
  private static final long RETRY_SECONDS = 2;

  private final Vertx vertx;
  private final Bus bus;
  private final Cluster cluster;
  private final RedisOwners owners;

  /**
   * @param owners null for a standalone server
   */
  UserOwnership(Vertx vertx, RedisOwners owners) {
    this.vertx = vertx;
    this.bus = Bus.of(vertx);
    this.cluster = Cluster.of(vertx);
    this.owners = owners;
  }

  /** Whether other servers may own users. */
  boolean isShared() {
    return owners != null;
  }

  /**
   * Claims a user; runs a task on this server if that succeeds, and asks the owner otherwise.
   *
   * @param local the task on this server, which owns the user then
   * @param remote makes the request to the server that owns the user
   * @param absent the owner's answer when it has no session of the user any more, besides null
   * @return the result of either; STORE_UNAVAILABLE when the owner cannot be determined; BUSY when
   *     the owner does not answer in time, or the user moves between servers for too long
   */
  <T> Future<T> atOwner(
      UserId user, Supplier<Future<T>> local, Supplier<Request<SessionHost, T>> remote, T absent) {
    return atOwner(user, local, remote, absent, 1);
  }

  private <T> Future<T> atOwner(
      UserId user,
      Supplier<Future<T>> local,
      Supplier<Request<SessionHost, T>> remote,
      T absent,
      int attempt) {
    return claim(user)
        .compose(
            server ->
                server.equals(cluster.self())
                    ? local.get()
                    : ask(server, remote.get(), absent)
                        .compose(
                            answer ->
                                answer.isPresent()
                                    ? Future.succeededFuture(answer.get())
                                    : retry(user, local, remote, absent, attempt)));
  }

  private Future<String> claim(UserId user) {
    return owners == null
        ? Future.succeededFuture(cluster.self())
        : StoreRetry.run(vertx, () -> owners.claim(user));
  }

  private <T> Future<T> retry(
      UserId user,
      Supplier<Future<T>> local,
      Supplier<Request<SessionHost, T>> remote,
      T absent,
      int attempt) {
    long pause = attempt < EARLY_ATTEMPTS ? BETWEEN_MILLIS : LATER_BETWEEN_MILLIS;
    return attempt == ATTEMPTS
        ? Future.failedFuture(Failure.retryAfter(FailureKind.BUSY, RETRY_SECONDS))
        : vertx
            .timer(pause, TimeUnit.MILLISECONDS)
            .compose(ignored -> atOwner(user, local, remote, absent, attempt + 1));
  }

  /** Empty when that server has no session of the user, or has left the cluster. */
  private <T> Future<Optional<T>> ask(String server, Request<SessionHost, T> request, T absent) {
    return bus.requestAt(server, SessionHost.ADDRESS, request)
        .map(answer -> Optional.ofNullable(answer).filter(it -> !it.equals(absent)))
        .recover(
            cause ->
                Failure.from(cause).kind() == SessionHost.ADDRESS.whenAbsent()
                    ? Future.succeededFuture(Optional.empty())
                    : Future.failedFuture(cause));
  }

  /**
   * Whether this server still owns a user whom it has claimed before; claims a user whom no server
   * owns. Fails with STORE_UNAVAILABLE.
   */
  Future<Boolean> isOurs(UserId user) {
    return owners == null
        ? Future.succeededFuture(true)
        : StoreRetry.run(vertx, () -> owners.lost(Set.of(user))).map(Set::isEmpty);
  }

  /** Releases a user; does nothing when another server owns the user. Never fails. */
  Future<Void> release(UserId user) {
    return owners == null ? Future.succeededFuture() : owners.release(user);
  }

  /** Makes a session of this server known to the other servers. Never fails. */
  Future<Void> announce(SessionId session) {
    return cluster.claim(Session.clusterName(session)).otherwiseEmpty();
  }

  /** Withdraws what {@link #announce} made known. Never fails. */
  Future<Void> withdraw(SessionId session) {
    return cluster.release(Session.clusterName(session)).otherwiseEmpty();
  }
}
