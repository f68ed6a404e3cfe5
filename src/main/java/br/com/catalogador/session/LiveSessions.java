package br.com.catalogador.session;

import br.com.catalogador.bus.Bus;
import br.com.catalogador.bus.Failure;
import br.com.catalogador.bus.FailureKind;
import br.com.catalogador.bus.Secret;
import br.com.catalogador.session.message.EndSession;
import br.com.catalogador.session.message.GetSession;
import br.com.catalogador.session.message.KeepState;
import br.com.catalogador.session.message.LoggedIn;
import br.com.catalogador.session.message.RestSession;
import br.com.catalogador.session.message.Revive;
import br.com.catalogador.session.message.Session;
import br.com.catalogador.session.message.SessionDirectory;
import br.com.catalogador.session.message.SessionEnded;
import br.com.catalogador.session.message.SessionEnded.Reason;
import br.com.catalogador.session.message.SessionId;
import br.com.catalogador.session.message.SessionState;
import br.com.catalogador.session.message.SessionView.Connection;
import br.com.catalogador.session.message.User;
import br.com.catalogador.session.message.UserId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions that have a verticle, one for each user at most, and how they come from records and
 * go back to them. What is done for one user is done one after the other. Lives on the directory's
 * event loop.
 */
final class LiveSessions {
  private static final Logger LOG = LoggerFactory.getLogger(LiveSessions.class);

  /** Users come and go by minutes. */
  private static final int SECONDS_UNTIL_A_SEAT = 60;

  private final Vertx vertx;
  private final Bus bus;
  private final Broker broker;
  private final SessionStore store;
  private final SessionOptions options;
  private final Supplier<String> ids;
  private final Turns<UserId> turns = new Turns<>(Integer.MAX_VALUE);
  private final Map<UserId, Live> live = new HashMap<>();
  private final Map<Revive, Future<Void>> revivals = new HashMap<>();
  private int verticles;

  /** A verticle that serves, and whom. */
  private record Deployed(User user, String deployment) {}

  private record Live(SessionRecord record, String deployment) {
    UserId user() {
      return record.user().id();
    }

    Live with(SessionRecord changed) {
      return new Live(changed, deployment);
    }

    boolean is(SessionId session) {
      return record.session().equals(session);
    }
  }

  /**
   * @param ids makes unguessable names
   */
  LiveSessions(
      Vertx vertx,
      Broker broker,
      SessionStore store,
      SessionOptions options,
      Supplier<String> ids) {
    this.vertx = vertx;
    this.bus = Bus.of(vertx);
    this.broker = broker;
    this.store = store;
    this.options = options;
    this.ids = ids;
  }

  /**
   * Welcomes whoever the broker has just given a session id. A user who has a session goes on in
   * it; the new one has served to prove who he is.
   */
  Future<LoggedIn> welcome(Secret ssid) {
    Instant now = broker.localTime().instant();
    Instant expiresAt = now.plus(options.tokenLife()).truncatedTo(ChronoUnit.SECONDS);
    SessionId id = new SessionId(ids.get());
    return deploy(id, ssid, SessionState.INITIAL)
        .map(
            begun ->
                new Live(
                    new SessionRecord(id, begun.user(), ssid, now, expiresAt, SessionState.INITIAL),
                    begun.deployment()))
        .compose(begun -> turns.take(begun.user(), () -> settle(begun)))
        .map(settled -> new LoggedIn(settled.user(), settled.session(), expiresAt));
  }

  private Future<SessionRecord> settle(Live begun) {
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
                    ? undeploy(begun)
                        .compose(
                            gone -> admit(present.with(present.record().after(begun.record()))))
                    : end(present, Reason.REPLACED).compose(ended -> admit(begun)));
  }

  private Future<Boolean> isAlive(Live session) {
    return bus.request(Session.address(session.record().session()), new GetSession())
        .map(view -> view.connection() != Connection.AUTH_FAILED)
        .otherwise(false);
  }

  private Future<SessionRecord> admit(Live session) {
    live.put(session.user(), session);
    LOG.debug("session of user {}, {} in all", session.user().value(), live.size());
    return store.put(session.record()).map(session.record());
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
    Live present = live.get(request.user());
    if (present != null) {
      return present.is(request.session()) ? Future.succeededFuture() : ended();
    }
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
        .mapEmpty();
  }

  /** Deploys a session from its record; one that the broker does not take any more ends. */
  private Future<Live> bringBack(SessionRecord record) {
    return deploy(record.session(), record.ssid(), record.state())
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
          if (present == null || !present.is(request.session())) {
            return Future.succeededFuture();
          }
          live.remove(request.user());
          return undeploy(present);
        });
  }

  /** See {@link SessionDirectory#keep}. */
  Future<Void> keep(KeepState request) {
    return turns.take(
        request.user(),
        () -> {
          Live present = live.get(request.user());
          return present == null || !present.is(request.session())
              ? Future.succeededFuture()
              : admit(present.with(present.record().with(request.state()))).mapEmpty();
        });
  }

  /** See {@link SessionDirectory#end}. */
  Future<Void> end(EndSession request) {
    return turns.take(
        request.user(),
        () -> {
          Live present = live.get(request.user());
          if (present != null && present.is(request.session())) {
            return end(present, Reason.LOGGED_OUT);
          }
          return store
              .remove(request.session(), request.user())
              .compose(
                  found ->
                      found ? tell(request.session(), request.user(), Reason.LOGGED_OUT) : ended());
        });
  }

  private Future<Void> end(Live session, Reason reason) {
    live.remove(session.user());
    return forget(session.record(), reason).compose(gone -> undeploy(session));
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
    return verticles;
  }

  private Future<Deployed> deploy(SessionId id, Secret ssid, SessionState state) {
    if (verticles >= options.maximum()) {
      return Future.failedFuture(
          Failure.retryAfter(FailureKind.SESSIONS_FULL, SECONDS_UNTIL_A_SEAT));
    }
    verticles++;
    return vertx
        .deployVerticle(new SessionVerticle(id, ssid, state, broker, options.idle()))
        .onFailure(cause -> verticles--)
        .compose(
            deployment ->
                bus.request(Session.address(id), new GetSession())
                    .map(view -> new Deployed(view.user(), deployment)));
  }

  private Future<Void> undeploy(Live session) {
    return vertx.undeploy(session.deployment()).onComplete(gone -> verticles--);
  }
}
