package br.com.catalogador.session.directory;

import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.model.UserId;
import br.com.catalogador.session.directory.DeployedSessions.DeployedSession;
import br.com.catalogador.session.message.Activate;
import br.com.catalogador.session.message.DirectoryState;
import br.com.catalogador.session.message.EndExpired;
import br.com.catalogador.session.message.EndHosted;
import br.com.catalogador.session.message.EndSession;
import br.com.catalogador.session.message.FindHostedSession;
import br.com.catalogador.session.message.GetDirectoryState;
import br.com.catalogador.session.message.GetStoreReachable;
import br.com.catalogador.session.message.PassivateAll;
import br.com.catalogador.session.message.PassivateSession;
import br.com.catalogador.session.message.RevokedTokens;
import br.com.catalogador.session.message.SessionDirectory;
import br.com.catalogador.session.message.SessionHost;
import br.com.catalogador.session.message.StorePreferences;
import br.com.catalogador.session.message.StoreRanking;
import br.com.catalogador.session.message.StoreRenewal;
import br.com.catalogador.session.message.TransferLogin;
import br.com.catalogador.session.message.VerifyOwnership;
import br.com.catalogador.session.store.SessionRecord;
import br.com.catalogador.session.store.SessionStore;
import br.com.catalogador.support.ContextPromise;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions on this server: activated from their records, stored, passivated, and found by other
 * servers. Logout is in {@link SessionRevocation}. Confined to the directory's event loop.
 */
final class LiveSessions implements SessionDirectory, SessionHost {
  private static final Logger LOG = LoggerFactory.getLogger(LiveSessions.class);

  private final UserSessions sessions;
  private final DeployedSessions deployed;
  private final SessionStore store;
  private final UserOwnership ownership;
  private final OwnershipMonitor monitor;
  private final SessionRevocation revocation;
  private final RevokedTokens revoked;
  private final SealedLogins sealed;
  private final Supplier<DirectoryState> state;
  private final Map<Activate, Future<Void>> activations = new HashMap<>();

  /**
   * @param monitor null for a standalone server
   */
  LiveSessions(
      UserSessions sessions,
      DeployedSessions deployed,
      SessionStore store,
      UserOwnership ownership,
      OwnershipMonitor monitor,
      SessionRevocation revocation,
      RevokedTokens revoked,
      SealedLogins sealed,
      Supplier<DirectoryState> state) {
    this.sessions = sessions;
    this.deployed = deployed;
    this.store = store;
    this.ownership = ownership;
    this.monitor = monitor;
    this.revocation = revocation;
    this.revoked = revoked;
    this.sealed = sealed;
    this.state = state;
  }

  // Activation

  @Override
  public Future<Void> activate(Activate request) {
    Future<Void> shared = activations.get(request);
    if (shared != null) {
      return ContextPromise.follow(shared);
    }
    Future<Void> activation = sessions.inTurn(request.user(), () -> activateNow(request));
    activations.put(request, activation);
    return activation.onComplete(ignored -> activations.remove(request));
  }

  private Future<Void> activateNow(Activate request) {
    UserId user = request.user();
    if (revoked.contains(request.session().value())) {
      return UserSessions.ended();
    }
    if (deployed.find(user) != null) {
      return hosted(user, request.session()).mapEmpty();
    }
    return ownership
        .atOwner(
            user,
            () -> sessions.releaseAfter(user, activateHere(request)),
            () -> new FindHostedSession(request.session(), user),
            false)
        .mapEmpty();
  }

  /** Whether a user has the session here; SESSION_ENDED when it is a different one. */
  private Future<Boolean> hosted(UserId user, SessionId session) {
    DeployedSession present = deployed.find(user);
    if (present == null) {
      return Future.succeededFuture(false);
    }
    // The requester did not find it: its name may have been lost with a member of the cluster.
    return present.is(session) ? sessions.announce(present).map(true) : UserSessions.ended();
  }

  private Future<Boolean> activateHere(Activate request) {
    return sessions
        .stored(request.user())
        .compose(
            found ->
                found
                    .filter(record -> record.session().equals(request.session()))
                    .map(sessions::deploy)
                    .orElseGet(UserSessions::ended))
        .compose(this::registerIfOurs)
        .map(true);
  }

  /** During the deployment another server may have claimed the user, or the session has ended. */
  private Future<Void> registerIfOurs(DeployedSession session) {
    return ownership
        .isOurs(session.user())
        .compose(
            ours -> {
              if (revoked.contains(session.session().value())) {
                return UserSessions.ended();
              }
              return ours ? sessions.register(session) : UserSessions.interrupted();
            })
        .recover(
            cause -> deployed.undeploy(session).compose(ignored -> Future.failedFuture(cause)));
  }

  // Passivation

  /** Passivates a session, unless the shared store is down: then it stays. */
  @Override
  public Future<Void> passivate(PassivateSession request) {
    return ownership.isShared() && store.state() != DirectoryState.Store.UP
        ? Future.succeededFuture()
        : passivate(request.session(), request.user());
  }

  @Override
  public Future<Void> passivateAll(PassivateAll request) {
    deployed.close();
    return Future.join(
            deployed.all().stream()
                .map(session -> passivate(session.session(), session.user()))
                .toList())
        .mapEmpty();
  }

  private Future<Void> passivate(SessionId session, UserId user) {
    return sessions.ifDeployed(
        session,
        user,
        present ->
            sessions.releaseAfter(
                user,
                storeChanges(present, present.record())
                    .compose(
                        stored ->
                            sessions
                                .leave(present)
                                .compose(ignored -> storeChanges(present, stored)))
                    .mapEmpty()),
        Future::succeededFuture);
  }

  /**
   * Times of use are stored only now; and a token may be renewed while the verticle stops.
   *
   * @param stored the record in the store
   * @return the record that is there then
   */
  private Future<SessionRecord> storeChanges(DeployedSession session, SessionRecord stored) {
    SessionRecord current = session.current();
    return current.equals(stored)
        ? Future.succeededFuture(stored)
        : store.put(current).map(current);
  }

  // What sessions store

  @Override
  public Future<Void> store(StorePreferences request) {
    return sessions.ifDeployed(
        request.session(),
        request.user(),
        present ->
            sessions.store(deployed.change(present, present.current().with(request.preferences()))),
        Future::succeededFuture);
  }

  @Override
  public Future<Void> store(StoreRanking request) {
    return sessions.ifDeployed(
        request.session(),
        request.user(),
        present -> sessions.storeRanking(present, request.ranking()),
        Future::succeededFuture);
  }

  @Override
  public Future<Void> store(StoreRenewal request) {
    return sessions.ifDeployed(
        request.session(),
        request.user(),
        present ->
            sessions.store(
                deployed.change(
                    present, present.current().renewed(request.ssid(), request.grant()))),
        Future::succeededFuture);
  }

  // The end of a session

  @Override
  public Future<Void> end(EndExpired request) {
    return sessions.ifDeployed(
        request.session(),
        request.user(),
        present ->
            present.record().ssid().equals(request.ssid())
                ? sessions.releaseAfter(request.user(), sessions.end(present))
                : Future.succeededFuture(),
        Future::succeededFuture);
  }

  @Override
  public Future<Void> end(EndSession request) {
    return revocation.end(request);
  }

  @Override
  public Future<Boolean> end(EndHosted request) {
    return revocation.end(request);
  }

  // The other servers

  @Override
  public Future<Boolean> find(FindHostedSession request) {
    UserId user = request.user();
    return sessions.inTurn(
        user, () -> sessions.releaseAfter(user, hosted(user, request.session())));
  }

  @Override
  public Future<SessionId> transfer(TransferLogin request) {
    return sessions.inTurn(request.user(), () -> transferNow(request));
  }

  private Future<SessionId> transferNow(TransferLogin request) {
    SessionRecord login = sealed.open(request.sealed(), request.user()).orElse(null);
    if (login == null) {
      LOG.error("a login from a server that has another auth.secret");
      return Future.failedFuture(Failure.of(FailureKind.SERVERS_DIFFER));
    }
    DeployedSession present = deployed.find(request.user());
    return sessions.releaseAfter(
        request.user(),
        present == null ? Future.succeededFuture() : sessions.renew(present, login));
  }

  /** Announces all deployed sessions again: their names get lost with members of the cluster. */
  void announceAll() {
    deployed.all().forEach(sessions::announce);
  }

  @Override
  public Future<Boolean> isStoreReachable(GetStoreReachable request) {
    return Future.succeededFuture(monitor != null && monitor.isStoreReachable());
  }

  @Override
  public Future<Void> verify(VerifyOwnership request) {
    return monitor == null ? Future.succeededFuture() : monitor.verify();
  }

  @Override
  public Future<DirectoryState> state(GetDirectoryState request) {
    return Future.succeededFuture(state.get());
  }
}
