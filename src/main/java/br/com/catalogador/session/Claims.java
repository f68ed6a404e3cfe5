package br.com.catalogador.session;

import br.com.catalogador.bus.Bus;
import br.com.catalogador.bus.Cluster;
import br.com.catalogador.bus.Failure;
import br.com.catalogador.bus.FailureKind;
import br.com.catalogador.bus.Request;
import br.com.catalogador.session.message.Session;
import br.com.catalogador.session.message.SessionHost;
import br.com.catalogador.session.message.SessionId;
import br.com.catalogador.session.message.UserId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Which server of the cluster may have a user's session: one at a time. A server claims the user
 * before it deploys his session and gives him up once its verticle has gone; what a server had that
 * is not there any more anybody may claim.
 */
final class Claims {
  /** How often a user is tried for who is just going from one server to another. */
  private static final int ATTEMPTS = 100;

  private static final long BETWEEN_MILLIS = 50;

  private final Vertx vertx;
  private final Bus bus;
  private final Cluster cluster;

  Claims(Vertx vertx) {
    this.vertx = vertx;
    this.bus = Bus.of(vertx);
    this.cluster = Cluster.of(vertx);
  }

  private static String name(UserId user) {
    return "user." + user.value();
  }

  /**
   * Does something where a user's session is or may be.
   *
   * @param here on this server, which has claimed the user then
   * @param there asks the server that has him
   * @param gone what that one answers when it has him no more, besides null
   * @return what either gives; BUSY when the server that has him does not answer in time, or he
   *     goes from one to another for too long
   */
  <T> Future<T> where(
      UserId user, Supplier<Future<T>> here, Request<SessionHost, T> there, T gone) {
    return where(user, here, there, gone, 1);
  }

  private <T> Future<T> where(
      UserId user, Supplier<Future<T>> here, Request<SessionHost, T> there, T gone, int attempt) {
    return cluster
        .claim(name(user))
        .compose(
            server ->
                server.equals(cluster.self())
                    ? here.get()
                    : ask(server, there, gone)
                        .compose(
                            answer ->
                                answer.isPresent()
                                    ? Future.succeededFuture(answer.get())
                                    : again(user, here, there, gone, attempt)));
  }

  private <T> Future<T> again(
      UserId user, Supplier<Future<T>> here, Request<SessionHost, T> there, T gone, int attempt) {
    return attempt == ATTEMPTS
        ? Future.failedFuture(Failure.of(FailureKind.BUSY))
        : vertx
            .timer(BETWEEN_MILLIS, TimeUnit.MILLISECONDS)
            .compose(now -> where(user, here, there, gone, attempt + 1));
  }

  /** Empty when that server does not have him, or is not there. */
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
   * Asks the server that has a user, if it is another one; claims nothing.
   *
   * @param gone what the other one answers when it has him no more, besides null
   * @return empty when no other server has him; BUSY when the one that has him does not answer in
   *     time
   */
  <T> Future<Optional<T>> elsewhere(UserId user, Request<SessionHost, T> request, T gone) {
    return cluster
        .holder(name(user))
        .compose(
            server ->
                server.isEmpty() || server.get().equals(cluster.self())
                    ? Future.succeededFuture(Optional.empty())
                    : ask(server.get(), request, gone));
  }

  /** Whether a user who was claimed before is this server's still. */
  Future<Boolean> isOurs(UserId user) {
    return cluster.claim(name(user)).map(cluster.self()::equals);
  }

  /** Lets a session of a claimed user be found from the other servers. */
  Future<Void> announce(SessionId session) {
    return cluster.take(Session.held(session));
  }

  /** Gives a user up; nothing happens when another server has him. */
  Future<Void> giveUp(UserId user) {
    return cluster.release(name(user));
  }

  /** Lets a session of this server be found no more. */
  Future<Void> withdraw(SessionId session) {
    return cluster.release(Session.held(session));
  }
}
