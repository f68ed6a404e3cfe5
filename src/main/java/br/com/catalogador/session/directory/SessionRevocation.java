package br.com.catalogador.session.directory;

import br.com.catalogador.broker.PolariumLogin;
import br.com.catalogador.bus.Bus;
import br.com.catalogador.bus.Cluster;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.session.directory.DeployedSessions.DeployedSession;
import br.com.catalogador.session.message.EndHosted;
import br.com.catalogador.session.message.EndSession;
import br.com.catalogador.session.message.RenewLogin;
import br.com.catalogador.session.message.RevokedTokens;
import br.com.catalogador.session.message.Session;
import br.com.catalogador.session.message.SessionDirectory;
import br.com.catalogador.session.message.SessionEnded;
import br.com.catalogador.session.message.SessionEnded.Reason;
import br.com.catalogador.session.message.TokenRevoked;
import br.com.catalogador.session.store.SessionRecord;
import br.com.catalogador.session.store.SessionStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ends of tokens, and of sessions with their last token. An end is remembered first, on this
 * server, in the store and on the others, so that no server takes the token any more, whatever it
 * has of the session; what it has is removed after that. Lives on the directory's event loop.
 */
final class SessionRevocation {
  private static final Logger LOG = LoggerFactory.getLogger(SessionRevocation.class);

  private static final int STORE_ATTEMPTS = 10;
  private static final long BETWEEN_ATTEMPTS_MILLIS = 300;

  private final Vertx vertx;
  private final Bus bus;
  private final Cluster cluster;
  private final LiveSessions sessions;
  private final DeployedSessions deployed;
  private final SessionStore store;
  private final UserOwnership ownership;
  private final OwnershipMonitor watch;
  private final PolariumLogin broker;
  private final RevokedTokens ended;
  private final Duration tokenLife;
  private final InstantSource time;

  /**
   * @param watch null for a server by itself
   */
  SessionRevocation(
      Vertx vertx,
      LiveSessions sessions,
      DeployedSessions deployed,
      SessionStore store,
      UserOwnership ownership,
      OwnershipMonitor watch,
      PolariumLogin broker,
      Duration tokenLife,
      InstantSource time) {
    this.vertx = vertx;
    this.bus = Bus.of(vertx);
    this.cluster = Cluster.of(vertx);
    this.sessions = sessions;
    this.deployed = deployed;
    this.store = store;
    this.ownership = ownership;
    this.watch = watch;
    this.broker = broker;
    this.ended = RevokedTokens.of(vertx);
    this.tokenLife = tokenLife;
    this.time = time;
  }

  /** Hears what other servers tell, and what the store brings. */
  Future<Void> start() {
    store.onEnded(this::learned);
    return Future.all(
            bus.listen(SessionDirectory.ENDED, this::told).completion(),
            bus.listen(SessionDirectory.TOKEN_ENDED, this::told).completion())
        .mapEmpty();
  }

  /** See {@link SessionDirectory#end}. */
  Future<Void> end(EndSession request) {
    if (ended.contains(request.token()) || ended.contains(request.session().value())) {
      return LiveSessions.ended();
    }
    return sessions
        .inTurn(request.user(), () -> exists(request))
        .compose(known -> remember(request))
        .compose(stored -> remove(request));
  }

  /** Only where the store can say so there is no such session; fails with SESSION_ENDED then. */
  private Future<Void> exists(EndSession request) {
    DeployedSession present = deployed.find(request.user());
    if (present != null && present.is(request.session())) {
      return Future.succeededFuture();
    }
    return sessions
        .stored(request.user())
        .map(found -> found.filter(record -> record.session().equals(request.session())))
        .transform(
            found ->
                found.succeeded() && found.result().isEmpty()
                    ? LiveSessions.ended()
                    : Future.succeededFuture());
  }

  /** Fails with STORE_UNAVAILABLE when other servers may go on without hearing of it. */
  private Future<Void> remember(EndSession request) {
    String id = request.all() ? request.session().value() : request.token();
    Instant until =
        request.all()
            ? time.instant().plus(tokenLife)
            : Instant.ofEpochSecond(request.tokenExpiresAt());
    Future<Boolean> stored = store.end(id, until);
    if (request.all()) {
      tellEnd(request);
    } else {
      bus.publish(SessionDirectory.TOKEN_ENDED, new TokenRevoked(id, until.toEpochMilli()));
    }
    return watch == null
        ? stored.mapEmpty()
        : stored.compose(known -> known ? Future.succeededFuture() : tryAgain(id, until, 1));
  }

  /** It takes a moment until all servers have noticed that none reaches the store. */
  private Future<Void> tryAgain(String id, Instant until, int attempt) {
    return watch
        .isAwayForAll()
        .compose(
            away -> {
              if (away) {
                return Future.succeededFuture();
              }
              return attempt == STORE_ATTEMPTS
                  ? OwnershipMonitor.unavailable()
                  : vertx
                      .timer(BETWEEN_ATTEMPTS_MILLIS, TimeUnit.MILLISECONDS)
                      .compose(now -> store.end(id, until))
                      .compose(
                          known ->
                              known ? Future.succeededFuture() : tryAgain(id, until, attempt + 1));
            });
  }

  private void tellEnd(EndSession request) {
    bus.publish(
        SessionDirectory.ENDED,
        new SessionEnded(request.session(), request.user(), Reason.LOGGED_OUT));
  }

  /** The token is good for nothing already: whoever cannot remove what it opened does so later. */
  private Future<Void> remove(EndSession request) {
    return sessions
        .ifHere(
            request.session(),
            request.user(),
            present -> sessions.owned(request.user(), removeHere(present, request)).map(true),
            () ->
                ownership.where(
                    request.user(),
                    () -> sessions.owned(request.user(), removeStored(request)),
                    () -> new EndHosted(request),
                    false))
        .recover(
            cause -> {
              LOG.info("a session is removed later: {}", cause.getMessage());
              return Future.succeededFuture(true);
            })
        .mapEmpty();
  }

  /** See {@link br.com.catalogador.session.message.SessionHost#end}. */
  Future<Boolean> end(EndHosted request) {
    EndSession end = request.end();
    return sessions.ifHere(
        end.session(),
        end.user(),
        present -> sessions.owned(end.user(), removeHere(present, end)).map(true),
        () -> sessions.owned(end.user(), Future.succeededFuture(false)));
  }

  private Future<Void> removeHere(DeployedSession present, EndSession end) {
    SessionRecord left = left(present.current(), end);
    return left.isOver() ? finish(present, end) : shrink(present, left);
  }

  private SessionRecord left(SessionRecord record, EndSession end) {
    return record.without(end.token()).withoutEnded(ended::contains, time.instant());
  }

  /** All servers have been told of a session that ends by request; of one that ends so, not yet. */
  private Future<Void> finish(DeployedSession present, EndSession end) {
    return end.all() || ended.contains(present.session().value())
        ? store.remove(present.session(), present.user()).compose(gone -> sessions.leave(present))
        : sessions.end(present, Reason.LOGGED_OUT);
  }

  private Future<Void> shrink(DeployedSession present, SessionRecord left) {
    DeployedSession now = deployed.change(present, left);
    return bus.request(Session.address(now.session()), new RenewLogin(null, left.tokens()))
        .otherwiseEmpty()
        .compose(told -> sessions.store(now));
  }

  /** Of a session that rests. */
  private Future<Boolean> removeStored(EndSession end) {
    return store
        .find(end.user())
        .map(found -> found.filter(record -> record.session().equals(end.session())))
        .compose(
            found -> found.isEmpty() ? Future.succeededFuture() : removeStored(found.get(), end))
        .map(true);
  }

  private Future<Void> removeStored(SessionRecord record, EndSession end) {
    SessionRecord left = left(record, end);
    if (!end.all() && !left.isOver()) {
      return store.put(left).mapEmpty();
    }
    broker.logout(record.ssid());
    return end.all()
        ? store.remove(end.session(), end.user()).mapEmpty()
        : sessions.forget(record, Reason.LOGGED_OUT);
  }

  private void told(SessionEnded news) {
    ended.add(news.session().value(), time.instant().plus(tokenLife).toEpochMilli());
    store.forget(news.session(), news.user());
    leave(news);
  }

  private void told(TokenRevoked news) {
    if (ended.add(news.token(), news.until())) {
      tokenEnded(news.token());
    }
  }

  /** The store has brought an end that no server has told this one of. */
  private void learned(String id) {
    SessionId session = new SessionId(id);
    DeployedSession known =
        deployed.all().stream().filter(live -> live.is(session)).findFirst().orElse(null);
    store.forget(session, null);
    bus.tell(
        cluster.self(),
        SessionDirectory.ENDED,
        new SessionEnded(session, known == null ? null : known.user(), Reason.LOGGED_OUT));
    bus.tell(cluster.self(), SessionDirectory.TOKEN_ENDED, new TokenRevoked(id, Long.MAX_VALUE));
    tokenEnded(id);
  }

  /** What this server still has of a session that has ended anywhere. */
  private void leave(SessionEnded news) {
    SessionId session = news.session();
    Stream<DeployedSession> here =
        news.user() == null
            ? deployed.all().stream()
            : Stream.ofNullable(deployed.find(news.user()));
    here.filter(live -> live.is(session))
        .forEach(
            live ->
                sessions
                    .ifHere(
                        session,
                        live.user(),
                        present ->
                            sessions.owned(
                                present.user(),
                                store
                                    .remove(session, present.user())
                                    .compose(gone -> sessions.close(present))),
                        Future::succeededFuture)
                    .onFailure(cause -> LOG.warn("a session that ended is still here", cause)));
  }

  /** Takes a token out of the session that is here, which ends with its last one. */
  private void tokenEnded(String token) {
    deployed.all().stream()
        .filter(live -> live.record().has(token))
        .forEach(
            live ->
                end(new EndHosted(new EndSession(live.session(), live.user(), token, 0, false)))
                    .onFailure(
                        cause -> LOG.info("a token is removed later: {}", cause.getMessage())));
  }
}
