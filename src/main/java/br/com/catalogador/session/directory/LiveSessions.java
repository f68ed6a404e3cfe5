package br.com.catalogador.session.directory;

import br.com.catalogador.broker.PolariumLogin;
import br.com.catalogador.bus.Bus;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.model.UserId;
import br.com.catalogador.session.directory.DeployedSessions.DeployedSession;
import br.com.catalogador.session.message.Activate;
import br.com.catalogador.session.message.DirectoryState;
import br.com.catalogador.session.message.FindHostedSession;
import br.com.catalogador.session.message.RevokedTokens;
import br.com.catalogador.session.message.SessionDirectory;
import br.com.catalogador.session.message.SessionEnded;
import br.com.catalogador.session.message.SessionEnded.Reason;
import br.com.catalogador.session.message.SessionHost;
import br.com.catalogador.session.store.SessionRecord;
import br.com.catalogador.session.store.SessionStore;
import br.com.catalogador.session.store.StoreRetry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life cycle of the sessions on this server: brought back from their records, stored, left to
 * other servers, ended. What is done for one user is done one after the other. Lives on the
 * directory's event loop.
 */
final class LiveSessions {
  private static final Logger LOG = LoggerFactory.getLogger(LiveSessions.class);

  private final Vertx vertx;
  private final Bus bus;
  private final DeployedSessions deployed;
  private final SessionStore store;
  private final UserOwnership ownership;
  private final RevokedTokens ended;
  private final PolariumLogin broker;
  private final Duration tokenLife;
  private final InstantSource time;
  private final SerialExecutor<UserId> serial = new SerialExecutor<>();
  private final Map<Activate, Future<Void>> activations = new HashMap<>();

  LiveSessions(
      Vertx vertx,
      DeployedSessions deployed,
      SessionStore store,
      UserOwnership ownership,
      RevokedTokens ended,
      PolariumLogin broker,
      Duration tokenLife,
      InstantSource time) {
    this.vertx = vertx;
    this.bus = Bus.of(vertx);
    this.deployed = deployed;
    this.store = store;
    this.ownership = ownership;
    this.ended = ended;
    this.broker = broker;
    this.tokenLife = tokenLife;
    this.time = time;
  }

  /** Does something in a user's turn. */
  <T> Future<T> inTurn(UserId user, Supplier<Future<T>> task) {
    return serial.run(user, task);
  }

  /**
   * In its user's turn, does something with a session that is on this server, or else something
   * without it: the user may have none here, or another one.
   */
  <T> Future<T> ifHere(
      SessionId session,
      UserId user,
      Function<DeployedSession, Future<T>> with,
      Supplier<Future<T>> without) {
    return inTurn(
        user,
        () -> {
          DeployedSession present = deployed.find(user);
          return present != null && present.is(session) ? with.apply(present) : without.get();
        });
  }

  /** What is done with an owned user; unless there is a session here then, the user is given up. */
  <T> Future<T> owned(UserId user, Future<T> done) {
    return done.eventually(
        () -> deployed.find(user) == null ? ownership.release(user) : Future.succeededFuture());
  }

  /** There is no such session any more. */
  static <T> Future<T> ended() {
    return Future.failedFuture(Failure.of(FailureKind.SESSION_ENDED));
  }

  /** See {@link SessionDirectory#activate}. */
  Future<Void> activate(Activate request) {
    Future<Void> underWay = activations.get(request);
    if (underWay != null) {
      return underWay;
    }
    Future<Void> activation = inTurn(request.user(), () -> activateNow(request));
    activations.put(request, activation);
    return activation.onComplete(ignored -> activations.remove(request));
  }

  private Future<Void> activateNow(Activate request) {
    UserId user = request.user();
    if (ended.contains(request.session().value())) {
      return ended();
    }
    if (deployed.find(user) != null) {
      return hosted(user, request.session()).mapEmpty();
    }
    return ownership
        .where(
            user,
            () -> owned(user, activateHere(request)),
            () -> new FindHostedSession(request.session(), user),
            false)
        .mapEmpty();
  }

  private Future<Boolean> activateHere(Activate request) {
    return stored(request.user())
        .compose(
            found ->
                found
                    .filter(record -> record.session().equals(request.session()))
                    .map(this::bringBack)
                    .orElseGet(LiveSessions::ended))
        .compose(this::registerIfOurs)
        .map(true);
  }

  /**
   * The record of a user's session, if a token opens it still; STORE_UNAVAILABLE when that cannot
   * be known: there may be one, with preferences and other devices.
   */
  Future<Optional<SessionRecord>> stored(UserId user) {
    return StoreRetry.ask(vertx, () -> store.find(user))
        .map(
            found ->
                found
                    .filter(record -> record.user().id().equals(user))
                    .filter(record -> !ended.contains(record.session().value()))
                    .map(record -> record.withoutEnded(ended::contains, time.instant()))
                    .filter(record -> !record.isOver()));
  }

  /** Deploys a session from its record; one that the broker does not take any more ends. */
  Future<DeployedSession> bringBack(SessionRecord record) {
    return store
        .ranking(record.user().id())
        .compose(ranking -> deployed.deploy(record, ranking))
        .recover(
            cause ->
                Failure.from(cause).kind() == FailureKind.SESSION_ENDED
                    ? forget(record, Reason.REFUSED).compose(gone -> ended())
                    : Future.failedFuture(cause));
  }

  /** While it was brought back, the user may have gone to another server, or logged out. */
  private Future<Void> registerIfOurs(DeployedSession session) {
    return ownership
        .isOurs(session.user())
        .compose(
            ours -> {
              if (ended.contains(session.session().value())) {
                return ended();
              }
              return ours
                  ? register(session)
                  : Future.failedFuture(Failure.of(FailureKind.INTERRUPTED));
            })
        .recover(cause -> deployed.undeploy(session).compose(gone -> Future.failedFuture(cause)));
  }

  private Future<Void> register(DeployedSession session) {
    deployed.register(session);
    return announce(session);
  }

  /** Lets the other servers find a session that is here. */
  Future<Void> announce(DeployedSession session) {
    return ownership.announce(session.session());
  }

  /** Has a session from now on, and its record. */
  Future<SessionId> registerAndStore(DeployedSession session) {
    deployed.register(session);
    return store(session).compose(stored -> announce(session)).map(session.session());
  }

  /** Stores the record of a session as it is now; INTERRUPTED when it is another server's. */
  Future<Void> store(DeployedSession session) {
    return store.put(session.current()).compose(owned -> leaveUnless(owned, session));
  }

  private Future<Void> leaveUnless(boolean owned, DeployedSession session) {
    return owned
        ? Future.succeededFuture()
        : leave(session).compose(left -> Future.failedFuture(Failure.of(FailureKind.INTERRUPTED)));
  }

  /** See {@link SessionHost#host}. */
  Future<Boolean> host(FindHostedSession request) {
    UserId user = request.user();
    return inTurn(user, () -> owned(user, hosted(user, request.session())));
  }

  /** Whether a user has a session here; SESSION_ENDED when it is another one. */
  private Future<Boolean> hosted(UserId user, SessionId session) {
    DeployedSession present = deployed.find(user);
    if (present == null) {
      return Future.succeededFuture(false);
    }
    // Whoever asks has not found it.
    return present.is(session) ? announce(present).map(true) : ended();
  }

  /**
   * See {@link SessionDirectory#passivate}. A session that could not be given up to other servers
   * stays for now.
   */
  Future<Void> passivate(SessionId session, UserId user) {
    return ownership.isShared() && store.state() != DirectoryState.Store.UP
        ? Future.succeededFuture()
        : passivateNow(session, user);
  }

  private Future<Void> passivateNow(SessionId session, UserId user) {
    return ifHere(
        session,
        user,
        present -> owned(user, storeTimes(present).compose(stored -> leave(present))),
        Future::succeededFuture);
  }

  /** When its tokens were last seen is stored last of all. */
  private Future<Void> storeTimes(DeployedSession session) {
    return session.current().equals(session.record())
        ? Future.succeededFuture()
        : store.put(session.current()).mapEmpty();
  }

  /** See {@link SessionDirectory#passivateAll}. */
  Future<Void> passivateAll() {
    deployed.close();
    return Future.join(
            deployed.all().stream()
                .map(session -> passivateNow(session.session(), session.user()))
                .toList())
        .mapEmpty();
  }

  /** Removes the sessions of users whom other servers own, unless that has changed again. */
  Future<?> leaveLost(Set<UserId> users) {
    LOG.warn("{} sessions are on other servers by now, removing them here", users.size());
    return Future.join(users.stream().map(user -> inTurn(user, () -> leaveLost(user))).toList());
  }

  private Future<Void> leaveLost(UserId user) {
    DeployedSession present = deployed.find(user);
    return present == null
        ? Future.succeededFuture()
        : ownership.isOurs(user).compose(ours -> ours ? Future.succeededFuture() : leave(present));
  }

  /** Lets the other servers find all sessions that are here: names get lost with members. */
  void announceAll() {
    deployed.all().forEach(this::announce);
  }

  /** Stores what a session tells; nothing happens when it has ended. */
  Future<Void> change(
      SessionId session, UserId user, Function<SessionRecord, SessionRecord> change) {
    return ifHere(
        session,
        user,
        present -> store(deployed.change(present, change.apply(present.current()))),
        Future::succeededFuture);
  }

  /** See {@link SessionDirectory#keep(br.com.catalogador.session.message.StoreRanking)}. */
  Future<Void> keepRanking(SessionId session, UserId user, String ranking) {
    return ifHere(
        session,
        user,
        present ->
            store
                .putRanking(present.record(), ranking)
                .compose(owned -> leaveUnless(owned, present)),
        Future::succeededFuture);
  }

  /** Removes a verticle; its session goes on, here later or on another server. */
  Future<Void> leave(DeployedSession session) {
    return deployed.undeploy(session).eventually(() -> ownership.withdraw(session.session()));
  }

  /** Ends a session for good. */
  Future<Void> end(DeployedSession session, Reason reason) {
    return forget(session.record(), reason).compose(gone -> close(session));
  }

  /** Removes the verticle of a session that has ended, and its session at the broker. */
  Future<Void> close(DeployedSession session) {
    return leave(session)
        .onSuccess(
            left -> {
              if (!session.verticle().ssid().equals(session.record().ssid())) {
                broker.logout(session.verticle().ssid());
              }
              broker.logout(session.record().ssid());
            });
  }

  /** Removes the record of a session that has ended, and tells all servers. */
  Future<Void> forget(SessionRecord record, Reason reason) {
    SessionId session = record.session();
    UserId user = record.user().id();
    return store
        .end(session.value(), time.instant().plus(tokenLife))
        .compose(stored -> store.remove(session, user))
        .map(
            gone -> {
              bus.publish(SessionDirectory.ENDED, new SessionEnded(session, user, reason));
              return null;
            });
  }
}
