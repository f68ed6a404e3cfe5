package br.com.catalogador.session.directory;

import br.com.catalogador.bus.Bus;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.model.UserId;
import br.com.catalogador.session.BrokerAccess;
import br.com.catalogador.session.directory.DeployedSessions.DeployedSession;
import br.com.catalogador.session.message.RenewLogin;
import br.com.catalogador.session.message.RevokedTokens;
import br.com.catalogador.session.message.Session;
import br.com.catalogador.session.message.SessionDirectory;
import br.com.catalogador.session.message.SessionEnded;
import br.com.catalogador.session.store.SessionRecord;
import br.com.catalogador.session.store.SessionStore;
import br.com.catalogador.session.store.StoreRetry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps that login ({@link LoginProcess}), activation ({@link LiveSessions}) and logout ({@link
 * SessionRevocation}) share. A user has at most one session; steps for one user run one after the
 * other, in the user's turn. Confined to the directory's event loop.
 */
final class UserSessions {
  private static final Logger LOG = LoggerFactory.getLogger(UserSessions.class);

  private final Vertx vertx;
  private final Bus bus;
  private final DeployedSessions deployed;
  private final SessionStore store;
  private final UserOwnership ownership;
  private final RevokedTokens revoked;
  private final BrokerAccess broker;
  private final Duration tokenLife;
  private final InstantSource time;
  private final SerialExecutor<UserId> turns = new SerialExecutor<>();

  UserSessions(
      Vertx vertx,
      DeployedSessions deployed,
      SessionStore store,
      UserOwnership ownership,
      RevokedTokens revoked,
      BrokerAccess broker,
      Duration tokenLife,
      InstantSource time) {
    this.vertx = vertx;
    this.bus = Bus.of(vertx);
    this.deployed = deployed;
    this.store = store;
    this.ownership = ownership;
    this.revoked = revoked;
    this.broker = broker;
    this.tokenLife = tokenLife;
    this.time = time;
  }

  /** Runs a task once all earlier tasks of the same user have completed. */
  <T> Future<T> inTurn(UserId user, Supplier<Future<T>> task) {
    return turns.run(user, task);
  }

  /**
   * In its user's turn, runs one task if the session is deployed on this server, and another if the
   * user has no session here, or a different one.
   */
  <T> Future<T> ifDeployed(
      SessionId session,
      UserId user,
      Function<DeployedSession, Future<T>> task,
      Supplier<Future<T>> otherwise) {
    return inTurn(
        user,
        () -> {
          DeployedSession present = deployed.find(user);
          return present != null && present.is(session) ? task.apply(present) : otherwise.get();
        });
  }

  /** Releases the ownership of a user after a task, unless a session is deployed here by then. */
  <T> Future<T> releaseAfter(UserId user, Future<T> task) {
    return task.eventually(
        () -> deployed.find(user) == null ? ownership.release(user) : Future.succeededFuture());
  }

  /** A future failed with SESSION_ENDED. */
  static <T> Future<T> ended() {
    return Future.failedFuture(Failure.of(FailureKind.SESSION_ENDED));
  }

  /** A future failed with INTERRUPTED. */
  static <T> Future<T> interrupted() {
    return Future.failedFuture(Failure.of(FailureKind.INTERRUPTED));
  }

  /**
   * The record of a user's session, if it still has a valid token; STORE_UNAVAILABLE when the store
   * cannot be read: there may be a record, with preferences and other devices.
   */
  Future<Optional<SessionRecord>> stored(UserId user) {
    return StoreRetry.run(vertx, () -> store.find(user))
        .map(
            found ->
                found
                    .filter(record -> record.user().id().equals(user))
                    .filter(record -> !revoked.contains(record.session().value()))
                    .map(record -> record.withoutEnded(revoked::contains, time.instant()))
                    .filter(record -> !record.isOver()));
  }

  /** Deploys a session from its record; ends the session when the broker refuses it. */
  Future<DeployedSession> deploy(SessionRecord record) {
    return store
        .ranking(record.user().id())
        .compose(ranking -> deployed.deploy(record, ranking))
        .recover(
            cause ->
                Failure.from(cause).kind() == FailureKind.SESSION_ENDED
                    ? forget(record).compose(ignored -> ended())
                    : Future.failedFuture(cause));
  }

  /** Registers a deployed session, stores its record and makes it known to the other servers. */
  Future<SessionId> registerAndStore(DeployedSession session) {
    deployed.register(session);
    return store(session).compose(ignored -> announce(session)).map(session.session());
  }

  /** Registers a deployed session and makes it known to the other servers. */
  Future<Void> register(DeployedSession session) {
    deployed.register(session);
    return announce(session);
  }

  /** Lets the other servers find a deployed session. */
  Future<Void> announce(DeployedSession session) {
    return ownership.announce(session.session());
  }

  /** Stores the current record of a session; INTERRUPTED when another server owns the user. */
  Future<Void> store(DeployedSession session) {
    return store.put(session.current()).compose(owned -> leaveUnless(owned, session));
  }

  /** As {@link #store}, for the ranking beside the record. */
  Future<Void> storeRanking(DeployedSession session, String ranking) {
    return store
        .putRanking(session.record(), ranking)
        .compose(owned -> leaveUnless(owned, session));
  }

  private Future<Void> leaveUnless(boolean owned, DeployedSession session) {
    return owned ? Future.succeededFuture() : leave(session).compose(ignored -> interrupted());
  }

  /**
   * Continues a deployed session with the ssid and the token of a new login; deploys it anew when
   * its link has ended (AUTH_FAILED).
   */
  Future<SessionId> renew(DeployedSession present, SessionRecord login) {
    SessionRecord renewed = present.current().after(login);
    return bus.request(
            Session.address(present.session()),
            new RenewLogin(login.ssid(), login.grant(), renewed.tokens()))
        .map(true)
        .recover(cause -> Future.succeededFuture(isUsable(cause)))
        .compose(
            usable ->
                usable
                    ? store(deployed.change(present, renewed))
                        .compose(ignored -> announce(present))
                        .map(present.session())
                    : store(deployed.change(present, renewed))
                        .compose(ignored -> leave(present))
                        .compose(ignored -> deploy(renewed))
                        .compose(this::registerAndStore));
  }

  /** After any other failure the verticle uses the new ssid once the broker is reachable again. */
  private static boolean isUsable(Throwable cause) {
    FailureKind kind = Failure.from(cause).kind();
    if (kind == FailureKind.SESSION_ENDED || kind == FailureKind.INTERRUPTED) {
      return false;
    }
    LOG.info("a session continues, and uses its new login later: {}", cause.toString());
    return true;
  }

  /** Removes the verticle; the session may be activated again, here or on another server. */
  Future<Void> leave(DeployedSession session) {
    return deployed.undeploy(session).eventually(() -> ownership.withdraw(session.session()));
  }

  /** Removes the sessions of users whom other servers own, after checking again in their turns. */
  Future<?> leaveLost(Set<UserId> users) {
    LOG.warn("{} sessions are owned by other servers now, removing them here", users.size());
    return Future.join(users.stream().map(user -> inTurn(user, () -> leaveLost(user))).toList());
  }

  private Future<Void> leaveLost(UserId user) {
    DeployedSession present = deployed.find(user);
    return present == null
        ? Future.succeededFuture()
        : ownership.isOurs(user).compose(ours -> ours ? Future.succeededFuture() : leave(present));
  }

  /** Ends a session for good. */
  Future<Void> end(DeployedSession session) {
    return forget(session.record()).compose(ignored -> close(session));
  }

  /** Removes the verticle of an ended session, and logs the session out at the broker. */
  Future<Void> close(DeployedSession session) {
    return leave(session)
        .onSuccess(
            ignored -> {
              String address = session.record().localAddress();
              Stream.of(session.verticle().ssid(), session.current().ssid())
                  .distinct()
                  .forEach(ssid -> broker.logout(ssid, address));
            });
  }

  /** Removes the record of an ended session, and publishes the end to all servers. */
  Future<Void> forget(SessionRecord record) {
    SessionId session = record.session();
    UserId user = record.user().id();
    return store
        .revoke(session.value(), time.instant().plus(tokenLife))
        .compose(ignored -> store.remove(session, user))
        .onSuccess(ignored -> bus.publish(SessionDirectory.ENDED, new SessionEnded(session, user)))
        .mapEmpty();
  }
}
