package br.com.catalogador.session;

import br.com.catalogador.bus.Bus;
import br.com.catalogador.bus.Failure;
import br.com.catalogador.bus.FailureKind;
import br.com.catalogador.session.Hosting.Live;
import br.com.catalogador.session.message.GetSession;
import br.com.catalogador.session.message.Session;
import br.com.catalogador.session.message.SessionEnded.Reason;
import br.com.catalogador.session.message.SessionHost;
import br.com.catalogador.session.message.SessionId;
import br.com.catalogador.session.message.SessionView.Connection;
import br.com.catalogador.session.message.TakeLogin;
import io.vertx.core.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a login goes on: in the session that its user has, on whichever server, or else in the one
 * that it has begun. To be called in the user's turn, on the directory's event loop.
 */
final class Logins {
  private static final Logger LOG = LoggerFactory.getLogger(Logins.class);

  private final Bus bus;
  private final SessionStore store;
  private final Claims claims;
  private final Hosting hosting;
  private final SealedLogins sealed;

  Logins(Bus bus, SessionStore store, Claims claims, Hosting hosting, SealedLogins sealed) {
    this.bus = bus;
    this.store = store;
    this.claims = claims;
    this.hosting = hosting;
    this.sealed = sealed;
  }

  /**
   * The session that a login goes on in: on this server or, where its user has one, on another.
   *
   * @param begun the one that the login has begun; removed when it is not that one
   */
  Future<SessionId> settle(Live begun) {
    TakeLogin there = new TakeLogin(begun.user(), sealed.seal(begun.record()));
    return claims
        .where(begun.user(), () -> hosting.kept(begun.user(), settleHere(begun)), there, null)
        .eventually(
            () ->
                hosting.find(begun.user()) == begun
                    ? Future.succeededFuture()
                    : hosting.undeploy(begun));
  }

  private Future<SessionId> settleHere(Live begun) {
    Live present = hosting.find(begun.user());
    if (present == null) {
      return store
          .find(begun.user())
          .compose(
              found ->
                  found.isEmpty()
                      ? hosting.admit(begun)
                      : hosting
                          .undeploy(begun)
                          .compose(gone -> hosting.bringBack(found.get().after(begun.record())))
                          .compose(hosting::admit));
    }
    return isAlive(present)
        .compose(
            alive ->
                alive
                    ? goOn(present, begun.record())
                    : hosting.end(present, Reason.REPLACED).compose(ended -> hosting.admit(begun)));
  }

  private Future<SessionId> goOn(Live present, SessionRecord login) {
    return hosting.keep(present.with(present.record().after(login))).map(present.session());
  }

  /** See {@link SessionHost#take}. */
  Future<SessionId> take(TakeLogin request) {
    SessionRecord login = sealed.open(request.sealed(), request.user()).orElse(null);
    if (login == null) {
      LOG.error("a login from a server that has another auth.secret");
      return Future.failedFuture(Failure.of(FailureKind.SERVERS_DIFFER));
    }
    return hosting.kept(request.user(), takeHere(login));
  }

  private Future<SessionId> takeHere(SessionRecord login) {
    Live present = hosting.find(login.user().id());
    return present == null
        ? Future.succeededFuture()
        : isAlive(present)
            .compose(
                alive ->
                    alive
                        ? goOn(present, login)
                        : hosting.end(present, Reason.REPLACED).mapEmpty());
  }

  private Future<Boolean> isAlive(Live session) {
    return bus.request(Session.address(session.session()), new GetSession())
        .map(view -> view.connection() != Connection.AUTH_FAILED)
        .otherwise(false);
  }
}
