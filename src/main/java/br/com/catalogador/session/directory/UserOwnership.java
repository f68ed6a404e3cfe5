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
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Which server of the cluster owns a user, and with the user the session: one at a time, by an
 * entry in the store that all servers share. A server becomes the owner before it deploys a
 * session, writes records only as the owner, and gives the user up once the verticle has gone. An
 * owner that is not in the cluster any more loses its users to whoever asks for them. A server by
 * itself owns everybody. Lives on the directory's event loop.
 */
final class UserOwnership {
  /** How often a user is tried for who is just going from one server to another. */
  private static final int ATTEMPTS = 60;

  private static final long BETWEEN_MILLIS = 50;

  /** An owner that left a moment ago may still have a heartbeat, see {@link RedisOwners}. */
  private static final long LATER_BETWEEN_MILLIS = 100;

  private static final int EARLY_ATTEMPTS = 10;
  private static final long RETRY_SECONDS = 2;

  private final Vertx vertx;
  private final Bus bus;
  private final Cluster cluster;
  private final RedisOwners owners;

  /**
   * @param owners null for a server by itself
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
   * Does something where a user's session is or may be.
   *
   * @param here on this server, which owns the user then
   * @param there makes what the server that owns the user is asked
   * @param gone what that one answers when it has no session of the user any more, besides null
   * @return what either gives; STORE_UNAVAILABLE when the owner cannot be known; BUSY when the
   *     owner does not answer in time, or the user goes from one to another for too long
   */
  <T> Future<T> where(
      UserId user, Supplier<Future<T>> here, Supplier<Request<SessionHost, T>> there, T gone) {
    return where(user, here, there, gone, 1);
  }

  private <T> Future<T> where(
      UserId user,
      Supplier<Future<T>> here,
      Supplier<Request<SessionHost, T>> there,
      T gone,
      int attempt) {
    return claim(user)
        .compose(
            server ->
                server.equals(cluster.self())
                    ? here.get()
                    : ask(server, there.get(), gone)
                        .compose(
                            answer ->
                                answer.isPresent()
                                    ? Future.succeededFuture(answer.get())
                                    : again(user, here, there, gone, attempt)));
  }

  private Future<String> claim(UserId user) {
    return owners == null
        ? Future.succeededFuture(cluster.self())
        : StoreRetry.ask(vertx, () -> owners.claim(user));
  }

  private <T> Future<T> again(
      UserId user,
      Supplier<Future<T>> here,
      Supplier<Request<SessionHost, T>> there,
      T gone,
      int attempt) {
    long pause = attempt < EARLY_ATTEMPTS ? BETWEEN_MILLIS : LATER_BETWEEN_MILLIS;
    return attempt == ATTEMPTS
        ? Future.failedFuture(Failure.retryAfter(FailureKind.BUSY, RETRY_SECONDS))
        : vertx
            .timer(pause, TimeUnit.MILLISECONDS)
            .compose(now -> where(user, here, there, gone, attempt + 1));
  }

  /** Empty when that server has no session of the user, or is not there. */
  private <T> Future<Optional<T>> ask(String server, Request<SessionHost, T> request, T gone) {
    return bus.requestAt(server, SessionHost.ADDRESS, request)
        .map(answer -> Optional.ofNullable(answer).filter(it -> !it.equals(gone)))
        .recover(
            cause ->
                Failure.from(cause).kind() == SessionHost.ADDRESS.whenAbsent()
                    ? Future.succeededFuture(Optional.empty())
                    : Future.failedFuture(cause));
  }

  /**
   * Of the given users those that other servers own by now; the others are this server's,
   * afterwards at the latest. Fails with STORE_UNAVAILABLE.
   */
  Future<Set<UserId>> lost(Collection<UserId> users) {
    return owners == null || users.isEmpty()
        ? Future.succeededFuture(Set.of())
        : owners.lost(users);
  }

  /** Whether a user whom this server has claimed before is still its own. */
  Future<Boolean> isOurs(UserId user) {
    return StoreRetry.ask(vertx, () -> lost(Set.of(user))).map(Set::isEmpty);
  }

  /** Gives a user up; nothing happens when another server owns the user. Never fails. */
  Future<Void> release(UserId user) {
    return owners == null ? Future.succeededFuture() : owners.release(user);
  }

  /** Lets a session of this server be found from the other servers. Never fails. */
  Future<Void> announce(SessionId session) {
    return cluster.take(Session.held(session)).otherwiseEmpty();
  }

  /** Lets a session of this server be found no more. Never fails. */
  Future<Void> withdraw(SessionId session) {
    return cluster.release(Session.held(session)).otherwiseEmpty();
  }
}
