package br.com.catalogador.session;

import br.com.catalogador.bus.Bus;
import br.com.catalogador.bus.Failure;
import br.com.catalogador.bus.FailureKind;
import br.com.catalogador.bus.Secret;
import br.com.catalogador.session.message.EndHosted;
import br.com.catalogador.session.message.EndSession;
import br.com.catalogador.session.message.GetSession;
import br.com.catalogador.session.message.HostSession;
import br.com.catalogador.session.message.KeepState;
import br.com.catalogador.session.message.LoggedIn;
import br.com.catalogador.session.message.RestSession;
import br.com.catalogador.session.message.Revive;
import br.com.catalogador.session.message.Session;
import br.com.catalogador.session.message.SessionDirectory;
import br.com.catalogador.session.message.SessionEnded;
import br.com.catalogador.session.message.SessionEnded.Reason;
import br.com.catalogador.session.message.SessionHost;
import br.com.catalogador.session.message.SessionId;
import br.com.catalogador.session.message.SessionState;
import br.com.catalogador.session.message.SessionView.Connection;
import br.com.catalogador.session.message.TakeLogin;
import br.com.catalogador.session.message.UserId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions that have a verticle on this server, and how they come from records and go back to
 * them. A user has one session in the whole cluster: he is claimed before it is deployed, and given
 * up once it has gone. What is done for one user is done one after the other. Lives on the
 * directory's event loop.
 */
final class LiveSessions implements SessionHost {
  private static final Logger LOG = LoggerFactory.getLogger(LiveSessions.class);

  private final Bus bus;
  private final InstantSource time;
  private final Duration tokenLife;
  private final Verticles verticles;
  private final SessionStore store;
  private final SealedLogins logins;
  private final Supplier<String> ids;
  private final Claims claims;
  private final Turns<UserId> turns = new Turns<>(Integer.MAX_VALUE);
  private final Map<UserId, Live> live = new HashMap<>();
  private final Map<Revive, Future<Void>> revivals = new HashMap<>();

  private record Live(SessionRecord record, String deployment) {
    UserId user() {
      return record.user().id();
    }

    SessionId session() {
      return record.session();
    }

    Live with(SessionRecord changed) {
      return new Live(changed, deployment);
    }

    boolean is(SessionId session) {
      return session().equals(session);
    }
  }

  /**
   * @param tokenLife how long a login is good for
   * @param ids makes unguessable names
   */
  LiveSessions(
      Vertx vertx,
      InstantSource time,
      Duration tokenLife,
      Verticles verticles,
      SessionStore store,
      SealedLogins logins,
      Supplier<String> ids) {
    this.bus = Bus.of(vertx);
    this.time = time;
    this.tokenLife = tokenLife;
    this.verticles = verticles;
    this.store = store;
    this.logins = logins;
    this.ids = ids;
    this.claims = new Claims(vertx);
  }

  /**
   * Welcomes whoever the broker has just given a session id. A user who has a session goes on in
   * it; the new one has served to prove who he is.
   */
  Future<LoggedIn> welcome(Secret ssid) {
    Instant now = time.instant();
    Instant expiresAt = now.plus(tokenLife).truncatedTo(ChronoUnit.SECONDS);
    SessionId id = new SessionId(ids.get());
    return verticles
        .deploy(id, ssid, SessionState.INITIAL)
        .map(
            begun ->
                new Live(
                    new SessionRecord(id, begun.user(), ssid, now, expiresAt, SessionState.INITIAL),
                    begun.deployment()))
        .compose(
            begun ->
                turns
                    .take(begun.user(), () -> settle(begun))
                    .map(session -> new LoggedIn(begun.record().user(), session, expiresAt)));
  }

  /** The session that a login goes on in: on this server or, where he has one, on another. */
  private Future<SessionId> settle(Live begun) {
    TakeLogin there = new TakeLogin(begun.user(), logins.seal(begun.record()));
    return claims
        .where(begun.user(), () -> kept(begun.user(), settleHere(begun)), there, null)
        .eventually(
            () ->
                live.get(begun.user()) != begun && verticles.isDeployed(begun.deployment())
                    ? undeploy(begun)
                    : Future.succeededFuture());
  }

  private Future<SessionId> settleHere(Live begun) {
    Live present = live.get(begun.user());
    if (present == null) {
      return store
          .find(begun.user())
          .compose(
              found ->
                  found.isEmpty()
                      ? admit(begun)
                      : undeploy(begun)
                          .compose(gone -> bringBack(found.get().after(begun.record())))
                          .compose(this::admit));
    }
    return isAlive(present)
        .compose(
            alive ->
                alive
                    ? goOn(present, begun.record())
                    : end(present, Reason.REPLACED).compose(ended -> admit(begun)));
  }

  private Future<SessionId> goOn(Live present, SessionRecord login) {
    return keep(present.with(present.record().after(login))).map(present.session());
  }

  @Override
  public Future<SessionId> take(TakeLogin request) {
    SessionRecord login = logins.open(request.sealed(), request.user()).orElse(null);
    if (login == null) {
      LOG.error("a login from a server that has another auth.secret");
      return Future.failedFuture(Failure.of(FailureKind.SERVERS_DIFFER));
    }
    return turns.take(
        request.user(),
        () -> {
          Live present = live.get(request.user());
          return kept(
              request.user(),
              present == null
                  ? Future.succeededFuture()
                  : isAlive(present)
                      .compose(
                          alive ->
                              alive
                                  ? goOn(present, login)
                                  : end(present, Reason.REPLACED).mapEmpty()));
        });
  }

  private Future<Boolean> isAlive(Live session) {
    return bus.request(Session.address(session.session()), new GetSession())
        .map(view -> view.connection() != Connection.AUTH_FAILED)
        .otherwise(false);
  }

  private Future<SessionId> admit(Live session) {
    LOG.debug("session of user {}, {} in all", session.user().value(), live.size() + 1);
    return keep(session).compose(kept -> claims.announce(session.session())).map(session.session());
  }

  private Future<Void> keep(Live session) {
    live.put(session.user(), session);
    return store.put(session.record());
  }

  /** What is done with a claimed user; unless he has a session here then, he is given up. */
  private <T> Future<T> kept(UserId user, Future<T> done) {
    return done.eventually(
        () -> live.containsKey(user) ? Future.succeededFuture() : claims.giveUp(user));
  }

  /** See {@link SessionDirectory#revive}. */
  Future<Void> revive(Revive request) {
    Future<Void> underWay = revivals.get(request);
    if (underWay != null) {
      return underWay;
    }
    Future<Void> revival = turns.take(request.user(), () -> reviveNow(request));
    revivals.put(request, revival);
    return revival.onComplete(done -> revivals.remove(request));
  }

  private Future<Void> reviveNow(Revive request) {
    UserId user = request.user();
    if (live.containsKey(user)) {
      return hosted(user, request.session()).mapEmpty();
    }
    HostSession there = new HostSession(request.session(), user);
    return claims.where(user, () -> kept(user, reviveHere(request)), there, false).mapEmpty();
  }

  private Future<Boolean> reviveHere(Revive request) {
    return store
        .find(request.user())
        .compose(
            found ->
                found
                    .filter(record -> record.session().equals(request.session()))
                    .filter(record -> record.user().id().equals(request.user()))
                    .map(this::bringBack)
                    .orElseGet(LiveSessions::ended))
        .onSuccess(back -> live.put(back.user(), back))
        .compose(back -> claims.announce(back.session()))
        .map(true);
  }

  @Override
  public Future<Boolean> host(HostSession request) {
    UserId user = request.user();
    return turns.take(user, () -> kept(user, hosted(user, request.session())));
  }

  /** Whether a user has a session here; SESSION_ENDED when it is another one. */
  private Future<Boolean> hosted(UserId user, SessionId session) {
    Live present = live.get(user);
    return present == null || present.is(session)
        ? Future.succeededFuture(present != null)
        : ended();
  }

  /** Deploys a session from its record; one that the broker does not take any more ends. */
  private Future<Live> bringBack(SessionRecord record) {
    return verticles
        .deploy(record.session(), record.ssid(), record.state())
        .map(deployed -> new Live(record, deployed.deployment()))
        .recover(
            cause ->
                Failure.from(cause).kind() == FailureKind.SESSION_ENDED
                    ? forget(record, Reason.REFUSED).compose(gone -> ended())
                    : Future.failedFuture(cause));
  }

  private static <T> Future<T> ended() {
    return Future.failedFuture(Failure.of(FailureKind.SESSION_ENDED));
  }

  /** See {@link SessionDirectory#rest}. */
  Future<Void> rest(RestSession request) {
    return turns.take(
        request.user(),
        () -> {
          Live present = live.get(request.user());
          return present == null || !present.is(request.session())
              ? Future.succeededFuture()
              : kept(request.user(), leave(present));
        });
  }

  /** See {@link SessionDirectory#restAll}. */
  Future<Void> restAll() {
    verticles.close();
    return Future.join(
            List.copyOf(live.values()).stream()
                .map(session -> rest(new RestSession(session.session(), session.user())))
                .toList())
        .mapEmpty();
  }

  /** Removes what another server has claimed while this one could not be reached. */
  void reclaim() {
    for (Live session : List.copyOf(live.values())) {
      turns.take(
          session.user(),
          () ->
              claims
                  .isOurs(session.user())
                  .compose(
                      ours -> {
                        Live present = live.get(session.user());
                        return kept(
                            session.user(),
                            present == null || ours
                                ? Future.<Void>succeededFuture()
                                : leave(present));
                      }));
    }
  }

  private Future<Void> leave(Live session) {
    live.remove(session.user());
    return undeploy(session).eventually(() -> claims.withdraw(session.session()));
  }

  /** See {@link SessionDirectory#keep}. */
  Future<Void> keep(KeepState request) {
    return turns.take(
        request.user(),
        () -> {
          Live present = live.get(request.user());
          return present == null || !present.is(request.session())
              ? Future.succeededFuture()
              : keep(present.with(present.record().with(request.state())));
        });
  }

  /** See {@link SessionDirectory#end}. */
  Future<Void> end(EndSession request) {
    SessionId session = request.session();
    UserId user = request.user();
    return turns.take(
        user,
        () -> {
          Live present = live.get(user);
          if (present != null && present.is(session)) {
            return kept(user, end(present, Reason.LOGGED_OUT));
          }
          return claims
              .elsewhere(user, new EndHosted(session, user), false)
              .compose(
                  ended -> ended.isPresent() ? Future.succeededFuture() : remove(session, user));
        });
  }

  private Future<Void> remove(SessionId session, UserId user) {
    return store
        .remove(session, user)
        .compose(found -> found ? tell(session, user, Reason.LOGGED_OUT) : ended());
  }

  @Override
  public Future<Boolean> end(EndHosted request) {
    return turns.take(
        request.user(),
        () -> {
          Live present = live.get(request.user());
          return present == null || !present.is(request.session())
              ? Future.succeededFuture(false)
              : kept(request.user(), end(present, Reason.LOGGED_OUT)).map(true);
        });
  }

  private Future<Void> end(Live session, Reason reason) {
    return forget(session.record(), reason).compose(gone -> leave(session));
  }

  private Future<Void> forget(SessionRecord record, Reason reason) {
    return store
        .remove(record.session(), record.user().id())
        .compose(gone -> tell(record.session(), record.user().id(), reason));
  }

  private Future<Void> tell(SessionId session, UserId user, Reason reason) {
    bus.publish(SessionDirectory.ENDED, new SessionEnded(session, user, reason));
    return Future.succeededFuture();
  }

  /** How many have a verticle. */
  int count() {
    return verticles.count();
  }

  private Future<Void> undeploy(Live session) {
    return verticles.undeploy(session.deployment());
  }
}
