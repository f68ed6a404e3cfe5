package br.com.catalogador.session.directory;

import br.com.catalogador.broker.LoginAnswer.Accepted;
import br.com.catalogador.bus.Bus;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.session.directory.DeployedSessions.DeployedSession;
import br.com.catalogador.session.message.LoggedIn;
import br.com.catalogador.session.message.LoginToken;
import br.com.catalogador.session.message.RenewLogin;
import br.com.catalogador.session.message.Session;
import br.com.catalogador.session.message.SessionHost;
import br.com.catalogador.session.message.TransferLogin;
import br.com.catalogador.session.store.SessionRecord;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From an accepted login to the session that it goes on in: the one that its user has, on whichever
 * server, or a new one. Who the user is only the broker knows, so that every login first deploys a
 * session of its own, which is thrown away where there is another. Lives on the directory's event
 * loop.
 */
final class SessionStarter {
  private static final Logger LOG = LoggerFactory.getLogger(SessionStarter.class);

  private final Bus bus;
  private final LiveSessions sessions;
  private final DeployedSessions deployed;
  private final UserOwnership ownership;
  private final SealedLogins sealed;
  private final InstantSource time;
  private final Duration tokenLife;
  private final Supplier<String> ids;

  /**
   * @param tokenLife how long a login is good for
   * @param ids makes unguessable names
   */
  SessionStarter(
      Bus bus,
      LiveSessions sessions,
      DeployedSessions deployed,
      UserOwnership ownership,
      SealedLogins sealed,
      InstantSource time,
      Duration tokenLife,
      Supplier<String> ids) {
    this.bus = bus;
    this.sessions = sessions;
    this.deployed = deployed;
    this.ownership = ownership;
    this.sealed = sealed;
    this.time = time;
    this.tokenLife = tokenLife;
    this.ids = ids;
  }

  /** Gives the user of an accepted login a session. */
  Future<LoggedIn> welcome(Accepted login) {
    return begin(login)
        .compose(
            begun ->
                sessions
                    .inTurn(begun.user(), () -> settle(begun))
                    .map(
                        session ->
                            new LoggedIn(
                                begun.record().user(),
                                session,
                                begun.record().tokens().get(0).id(),
                                begun.record().expiresAt())));
  }

  /**
   * Deploys a session that no directory knows yet.
   *
   * @param login what the broker has just given
   */
  private Future<DeployedSession> begin(Accepted login) {
    Instant now = time.instant().truncatedTo(ChronoUnit.MILLIS);
    Instant expiresAt = now.plus(tokenLife).truncatedTo(ChronoUnit.SECONDS);
    return deployed.begin(
        new SessionId(ids.get()), LoginToken.begun(ids.get(), now, expiresAt), login);
  }

  /**
   * Decides where a login goes on. To be called in the user's turn.
   *
   * @param begun the session that the login has deployed; removed when it goes on in another
   */
  private Future<SessionId> settle(DeployedSession begun) {
    return ownership
        .where(
            begun.user(),
            () -> sessions.owned(begun.user(), settleHere(begun)),
            () -> new TransferLogin(begun.user(), sealed.seal(begun.record())),
            null)
        .eventually(
            () ->
                deployed.isRegistered(begun) ? Future.succeededFuture() : deployed.undeploy(begun));
  }

  private Future<SessionId> settleHere(DeployedSession begun) {
    DeployedSession present = deployed.find(begun.user());
    if (present != null) {
      return renew(present, begun.record());
    }
    return sessions
        .stored(begun.user())
        .compose(
            found ->
                found.isEmpty()
                    ? seat(begun)
                    : deployed
                        .undeploy(begun)
                        .compose(gone -> sessions.bringBack(found.get().after(begun.record())))
                        .compose(sessions::registerAndStore));
  }

  private Future<SessionId> seat(DeployedSession begun) {
    return deployed.seat(begun).compose(seated -> sessions.registerAndStore(begun));
  }

  /** Goes on in the session that is there, under what the new login brought. */
  private Future<SessionId> renew(DeployedSession present, SessionRecord login) {
    SessionRecord renewed = present.current().after(login);
    return bus.request(
            Session.address(present.session()), new RenewLogin(login.ssid(), renewed.tokens()))
        .map(true)
        .recover(cause -> Future.succeededFuture(goesOn(cause)))
        .compose(
            goesOn ->
                goesOn
                    ? sessions
                        .store(deployed.change(present, renewed))
                        .compose(stored -> sessions.announce(present))
                        .map(present.session())
                    : deployAgain(present, renewed));
  }

  /** A broker that cannot be reached now takes the new login when it is back. */
  private static boolean goesOn(Throwable cause) {
    FailureKind kind = Failure.from(cause).kind();
    return kind != FailureKind.SESSION_ENDED && kind != FailureKind.INTERRUPTED;
  }

  /** The broker had given the session up: a new verticle begins under the new login. */
  private Future<SessionId> deployAgain(DeployedSession present, SessionRecord renewed) {
    return sessions
        .store(deployed.change(present, renewed))
        .compose(stored -> sessions.leave(present))
        .compose(left -> sessions.bringBack(renewed))
        .compose(sessions::registerAndStore);
  }

  /** See {@link SessionHost#take}. */
  Future<SessionId> take(TransferLogin request) {
    return sessions.inTurn(request.user(), () -> takeNow(request));
  }

  private Future<SessionId> takeNow(TransferLogin request) {
    SessionRecord login = sealed.open(request.sealed(), request.user()).orElse(null);
    if (login == null) {
      LOG.error("a login from a server that has another auth.secret");
      return Future.failedFuture(Failure.of(FailureKind.SERVERS_DIFFER));
    }
    DeployedSession present = deployed.find(request.user());
    if (present == null) {
      return sessions.owned(request.user(), Future.succeededFuture());
    }
    return sessions.owned(request.user(), renew(present, login));
  }
}
