package br.com.catalogador.session;

import br.com.catalogador.bus.Bus;
import br.com.catalogador.bus.Failure;
import br.com.catalogador.bus.FailureKind;
import br.com.catalogador.session.message.SessionDirectory;
import br.com.catalogador.session.message.SessionEnded;
import br.com.catalogador.session.message.SessionEnded.Reason;
import br.com.catalogador.session.message.SessionId;
import br.com.catalogador.session.message.UserId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions that this server has: each with a verticle, known to the other servers, and with a
 * record in the store. Lives on the directory's event loop.
 */
final class Hosting {
  private static final Logger LOG = LoggerFactory.getLogger(Hosting.class);

  private final Bus bus;
  private final Verticles verticles;
  private final SessionStore store;
  private final Claims claims;
  private final Map<UserId, Live> live = new HashMap<>();

  /** A session and its verticle. */
  record Live(SessionRecord record, String deployment) {
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

  Hosting(Vertx vertx, Verticles verticles, SessionStore store, Claims claims) {
    this.bus = Bus.of(vertx);
    this.verticles = verticles;
    this.store = store;
    this.claims = claims;
  }

  /** A user's session, or null when he has none here. */
  Live find(UserId user) {
    return live.get(user);
  }

  List<Live> all() {
    return List.copyOf(live.values());
  }

  /** Has a session from now on, and its record. */
  Future<SessionId> admit(Live session) {
    return keep(session).compose(kept -> seat(session)).map(session.session());
  }

  /** Has a session from now on whose record is kept already. */
  Future<Void> seat(Live session) {
    live.put(session.user(), session);
    LOG.debug("session of user {}, {} in all", session.user().value(), live.size());
    return claims.announce(session.session());
  }

  /** Keeps a session's record as it is now. */
  Future<Void> keep(Live session) {
    live.put(session.user(), session);
    return store.put(session.record());
  }

  /** What is done with a claimed user; unless he has a session here then, he is given up. */
  <T> Future<T> kept(UserId user, Future<T> done) {
    return done.eventually(
        () -> live.containsKey(user) ? Future.succeededFuture() : claims.giveUp(user));
  }

  /** Deploys a session from its record; one that the broker does not take any more ends. */
  Future<Live> bringBack(SessionRecord record) {
    return verticles
        .deploy(record.session(), record.ssid(), record.state())
        .map(deployed -> new Live(record, deployed.deployment()))
        .recover(
            cause ->
                Failure.from(cause).kind() == FailureKind.SESSION_ENDED
                    ? forget(record, Reason.REFUSED).compose(gone -> ended())
                    : Future.failedFuture(cause));
  }

  /** There is no such session any more. */
  static <T> Future<T> ended() {
    return Future.failedFuture(Failure.of(FailureKind.SESSION_ENDED));
  }

  /** Removes a verticle; its session goes on. */
  Future<Void> leave(Live session) {
    live.remove(session.user());
    return undeploy(session).eventually(() -> claims.withdraw(session.session()));
  }

  /** Ends a session for good. */
  Future<Void> end(Live session, Reason reason) {
    return forget(session.record(), reason).compose(gone -> leave(session));
  }

  private Future<Void> forget(SessionRecord record, Reason reason) {
    return store
        .remove(record.session(), record.user().id())
        .compose(gone -> tell(record.session(), record.user().id(), reason));
  }

  /** Tells all servers that a session has ended. */
  Future<Void> tell(SessionId session, UserId user, Reason reason) {
    bus.publish(SessionDirectory.ENDED, new SessionEnded(session, user, reason));
    return Future.succeededFuture();
  }

  /** Removes a session's verticle, unless that has gone already. */
  Future<Void> undeploy(Live session) {
    return verticles.isDeployed(session.deployment())
        ? verticles.undeploy(session.deployment())
        : Future.succeededFuture();
  }
}
