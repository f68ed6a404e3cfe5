package br.com.catalogador.session;

import br.com.catalogador.broker.LoginAnswer.Accepted;
import br.com.catalogador.bus.Bus;
import br.com.catalogador.session.Hosting.Live;
import br.com.catalogador.session.message.EndHosted;
import br.com.catalogador.session.message.EndSession;
import br.com.catalogador.session.message.HostSession;
import br.com.catalogador.session.message.KeepState;
import br.com.catalogador.session.message.LoggedIn;
import br.com.catalogador.session.message.RestSession;
import br.com.catalogador.session.message.Revive;
import br.com.catalogador.session.message.SessionDirectory;
import br.com.catalogador.session.message.SessionEnded.Reason;
import br.com.catalogador.session.message.SessionHost;
import br.com.catalogador.session.message.SessionId;
import br.com.catalogador.session.message.TakeLogin;
import br.com.catalogador.session.message.UserId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
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

  private final NewSessions newSessions;
  private final Verticles verticles;
  private final SessionStore store;
  private final Claims claims;
  private final Hosting hosting;
  private final Logins logins;
  private final Turns<UserId> turns = new Turns<>(Integer.MAX_VALUE);
  private final Map<Revive, Future<Void>> revivals = new HashMap<>();

  LiveSessions(
      Vertx vertx,
      NewSessions newSessions,
      Verticles verticles,
      SessionStore store,
      SealedLogins sealed) {
    this.newSessions = newSessions;
    this.verticles = verticles;
    this.store = store;
    this.claims = new Claims(vertx);
    this.hosting = new Hosting(vertx, verticles, store, claims);
    this.logins = new Logins(Bus.of(vertx), store, claims, hosting, sealed);
  }

  /**
   * Welcomes a user whose login the broker has just accepted. A user who has a session goes on in
   * it; the new one has served to prove who he is.
   */
  Future<LoggedIn> welcome(Accepted login) {
    return newSessions
        .begin(login.ssid())
        .compose(
            begun ->
                turns
                    .take(begun.user(), () -> logins.settle(begun))
                    .map(
                        session ->
                            new LoggedIn(
                                begun.record().user(), session, begun.record().expiresAt())));
  }

  @Override
  public Future<SessionId> take(TakeLogin request) {
    return turns.take(request.user(), () -> logins.take(request));
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
    if (hosting.find(user) != null) {
      return hosted(user, request.session()).mapEmpty();
    }
    HostSession there = new HostSession(request.session(), user);
    return claims
        .where(user, () -> hosting.kept(user, reviveHere(request)), there, false)
        .mapEmpty();
  }

  private Future<Boolean> reviveHere(Revive request) {
    return store
        .find(request.user())
        .compose(
            found ->
                found
                    .filter(record -> record.session().equals(request.session()))
                    .filter(record -> record.user().id().equals(request.user()))
                    .map(hosting::bringBack)
                    .orElseGet(Hosting::ended))
        .compose(hosting::seat)
        .map(true);
  }

  @Override
  public Future<Boolean> host(HostSession request) {
    UserId user = request.user();
    return turns.take(user, () -> hosting.kept(user, hosted(user, request.session())));
  }

  /** Whether a user has a session here; SESSION_ENDED when it is another one. */
  private Future<Boolean> hosted(UserId user, SessionId session) {
    Live present = hosting.find(user);
    return present == null || present.is(session)
        ? Future.succeededFuture(present != null)
        : Hosting.ended();
  }

  /** See {@link SessionDirectory#rest}. */
  Future<Void> rest(RestSession request) {
    UserId user = request.user();
    return ifHere(
        request.session(),
        user,
        present -> hosting.kept(user, hosting.leave(present)),
        Future::succeededFuture);
  }

  /**
   * In its user's turn, does something with a session that is on this server, or else something
   * without it: the user may have none here, or another one.
   */
  private <T> Future<T> ifHere(
      SessionId session, UserId user, Function<Live, Future<T>> with, Supplier<Future<T>> without) {
    return turns.take(
        user,
        () -> {
          Live present = hosting.find(user);
          return present != null && present.is(session) ? with.apply(present) : without.get();
        });
  }

  /** See {@link SessionDirectory#restAll}. */
  Future<Void> restAll() {
    verticles.close();
    return Future.join(
            hosting.all().stream()
                .map(session -> rest(new RestSession(session.session(), session.user())))
                .toList())
        .mapEmpty();
  }

  /** Removes what another server has claimed while this one could not be reached. */
  void reclaim() {
    for (Live session : hosting.all()) {
      UserId user = session.user();
      turns
          .take(user, () -> claims.isOurs(user).compose(ours -> leaveUnless(ours, user)))
          .onFailure(
              cause -> {
                LOG.warn("a user may have a session on two servers: {}", cause.toString());
                LOG.debug("it is user {}", user.value());
              });
    }
  }

  private Future<Void> leaveUnless(boolean ours, UserId user) {
    Live present = hosting.find(user);
    return hosting.kept(
        user, present == null || ours ? Future.succeededFuture() : hosting.leave(present));
  }

  /** See {@link SessionDirectory#keep}. */
  Future<Void> keep(KeepState request) {
    return ifHere(
        request.session(),
        request.user(),
        present -> hosting.keep(present.with(present.record().with(request.state()))),
        Future::succeededFuture);
  }

  /** See {@link SessionDirectory#end}. */
  Future<Void> end(EndSession request) {
    SessionId session = request.session();
    UserId user = request.user();
    return ifHere(
        session,
        user,
        this::endHere,
        () ->
            claims
                .elsewhere(user, new EndHosted(session, user), false)
                .compose(
                    ended -> ended.isPresent() ? Future.succeededFuture() : remove(session, user)));
  }

  private Future<Void> endHere(Live present) {
    return hosting.kept(present.user(), hosting.end(present, Reason.LOGGED_OUT));
  }

  private Future<Void> remove(SessionId session, UserId user) {
    return store
        .remove(session, user)
        .compose(found -> found ? hosting.tell(session, user, Reason.LOGGED_OUT) : Hosting.ended());
  }

  @Override
  public Future<Boolean> end(EndHosted request) {
    return ifHere(
        request.session(),
        request.user(),
        present -> endHere(present).map(true),
        () -> Future.succeededFuture(false));
  }

  /** How many have a verticle. */
  int count() {
    return verticles.count();
  }
}
