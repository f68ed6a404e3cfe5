package br.com.catalogador.session.directory;

import br.com.catalogador.bus.Bus;
import br.com.catalogador.bus.Cluster;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.session.BrokerAccess;
import br.com.catalogador.session.directory.DeployedSessions.DeployedSession;
import br.com.catalogador.session.message.EndHosted;
import br.com.catalogador.session.message.EndSession;
import br.com.catalogador.session.message.RenewLogin;
import br.com.catalogador.session.message.RevokedTokens;
import br.com.catalogador.session.message.Session;
import br.com.catalogador.session.message.SessionDirectory;
import br.com.catalogador.session.message.SessionEnded;
import br.com.catalogador.session.message.SessionHost;
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
 * A logout, top to bottom. The revocation of the token, or of the whole session, is recorded first:
 * on this server, in the store and on the other servers, so that no server accepts the token any
 * more. Only then the token's session is removed, if it was its last one. Revocations that other
 * servers publish, or that the store holds, are applied to the sessions on this server. Confined to
 * the directory's event loop.
 */
final class SessionRevocation {
  private static final Logger LOG = LoggerFactory.getLogger(SessionRevocation.class);

  private static final int STORE_ATTEMPTS = 10;
  private static final long BETWEEN_ATTEMPTS_MILLIS = 300;

  private final Vertx vertx;
  private final Bus bus;
  private final Cluster cluster;
  private final UserSessions sessions;
  private final DeployedSessions deployed;
  private final SessionStore store;
  private final UserOwnership ownership;
  private final OwnershipMonitor monitor;
  private final BrokerAccess broker;
  private final RevokedTokens revoked;
  private final Duration tokenLife;
  private final InstantSource time;

  /**
   * @param monitor null for a standalone server
   */
  SessionRevocation(
      Vertx vertx,
      UserSessions sessions,
      DeployedSessions deployed,
      SessionStore store,
      UserOwnership ownership,
      OwnershipMonitor monitor,
      BrokerAccess broker,
      Duration tokenLife,
      InstantSource time) {
    this.vertx = vertx;
    this.bus = Bus.of(vertx);
    this.cluster = Cluster.of(vertx);
    this.sessions = sessions;
    this.deployed = deployed;
    this.store = store;
    this.ownership = ownership;
    this.monitor = monitor;
    this.broker = broker;
    this.revoked = RevokedTokens.of(vertx);
    this.tokenLife = tokenLife;
    this.time = time;
  }

  /** Subscribes to the revocations of other servers and of the store. */
  Future<Void> start() {
    store.onRevoked(this::storeRevoked);
    return Future.all(
            bus.listen(SessionDirectory.ENDED, this::sessionEnded).completion(),
            bus.listen(SessionDirectory.TOKEN_ENDED, this::tokenRevoked).completion())
        .mapEmpty();
  }

  /** See {@link SessionDirectory#end}. */
  Future<Void> end(EndSession request) {
    if (revoked.contains(request.token()) || revoked.contains(request.session().value())) {
      return UserSessions.ended();
    }
    return sessions
        .inTurn(request.user(), () -> requireSession(request))
        .compose(ignored -> revoke(request))
        .compose(ignored -> remove(request));
  }

  /** Fails with SESSION_ENDED when the store can be read and has no such session. */
  private Future<Void> requireSession(EndSession request) {
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
                    ? UserSessions.ended()
                    : Future.succeededFuture());
  }

  /** Fails with STORE_UNAVAILABLE when other servers may not learn of the revocation. */
  private Future<Void> revoke(EndSession request) {
    String id = request.all() ? request.session().value() : request.token();
    Instant until =
        request.all()
            ? time.instant().plus(tokenLife)
            : Instant.ofEpochSecond(request.tokenExpiresAt());
    Future<Boolean> stored = store.revoke(id, until);
    if (request.all()) {
      bus.publish(SessionDirectory.ENDED, new SessionEnded(request.session(), request.user()));
    } else {
      bus.publish(SessionDirectory.TOKEN_ENDED, new TokenRevoked(id, until.toEpochMilli()));
    }
    return monitor == null
        ? stored.mapEmpty()
        : stored.compose(written -> written ? Future.succeededFuture() : retry(id, until, 1));
  }

  /** Not needed when no server reaches the store; it takes a moment until that is known. */
  private Future<Void> retry(String id, Instant until, int attempt) {
    return monitor
        .isUnreachableForAll()
        .compose(
            unreachable -> {
              if (unreachable) {
                return Future.succeededFuture();
              }
              return attempt == STORE_ATTEMPTS
                  ? OwnershipMonitor.unavailable()
                  : vertx
                      .timer(BETWEEN_ATTEMPTS_MILLIS, TimeUnit.MILLISECONDS)
                      .compose(ignored -> store.revoke(id, until))
                      .compose(
                          written ->
                              written ? Future.succeededFuture() : retry(id, until, attempt + 1));
            });
  }

  /** Never fails: the token is invalid already, and a removal that failed is repeated later. */
  private Future<Void> remove(EndSession request) {
    return sessions
        .ifDeployed(
            request.session(),
            request.user(),
            present ->
                sessions.releaseAfter(request.user(), removeHere(present, request)).map(true),
            () ->
                ownership.atOwner(
                    request.user(),
                    () -> sessions.releaseAfter(request.user(), removeStored(request)),
                    () -> new EndHosted(request),
                    false))
        .recover(
            cause -> {
              LOG.info("a session will be removed later: {}", cause.getMessage());
              return Future.succeededFuture(true);
            })
        .mapEmpty();
  }

  /** Another server passes a logout on, see {@link SessionHost#end}. */
  Future<Boolean> end(EndHosted request) {
    EndSession end = request.end();
    return sessions.ifDeployed(
        end.session(),
        end.user(),
        present -> sessions.releaseAfter(end.user(), removeHere(present, end)).map(true),
        () -> sessions.releaseAfter(end.user(), Future.succeededFuture(false)));
  }

  private Future<Void> removeHere(DeployedSession present, EndSession end) {
    SessionRecord remaining = remaining(present.current(), end);
    return remaining.isOver() ? removeSession(present, end) : removeToken(present, remaining);
  }

  private SessionRecord remaining(SessionRecord record, EndSession end) {
    return record.without(end.token()).withoutEnded(revoked::contains, time.instant());
  }

  /** The end of a whole session has been published already; that of its last token has not. */
  private Future<Void> removeSession(DeployedSession present, EndSession end) {
    return end.all() || revoked.contains(present.session().value())
        ? store
            .remove(present.session(), present.user())
            .compose(ignored -> sessions.close(present))
        : sessions.end(present);
  }

  private Future<Void> removeToken(DeployedSession present, SessionRecord remaining) {
    DeployedSession changed = deployed.change(present, remaining);
    return bus.request(
            Session.address(changed.session()), new RenewLogin(null, null, remaining.tokens()))
        // Without an answer the verticle only goes on listing the token, which is revoked already.
        .otherwiseEmpty()
        .compose(ignored -> sessions.store(changed));
  }

  /** For a session that is not deployed. */
  private Future<Boolean> removeStored(EndSession end) {
    return store
        .find(end.user())
        .map(found -> found.filter(record -> record.session().equals(end.session())))
        .compose(
            found -> found.isEmpty() ? Future.succeededFuture() : removeStored(found.get(), end))
        .map(true);
  }

  private Future<Void> removeStored(SessionRecord record, EndSession end) {
    SessionRecord remaining = remaining(record, end);
    if (!end.all() && !remaining.isOver()) {
      return store.put(remaining).mapEmpty();
    }
    broker.logout(record.ssid(), record.localAddress());
    return end.all() ? store.remove(end.session(), end.user()).mapEmpty() : sessions.forget(record);
  }

  private void sessionEnded(SessionEnded event) {
    revoked.add(event.session().value(), time.instant().plus(tokenLife).toEpochMilli());
    store.forget(event.session(), event.user());
    removeEnded(event);
  }

  private void tokenRevoked(TokenRevoked event) {
    if (revoked.add(event.token(), event.until())) {
      removeToken(event.token());
    }
  }

  /**
   * Applies a revocation that the store holds and this server has not received from any other.
   * Nobody knows whether a token or a session was revoked, so both are published on this server.
   *
   * @param id of a token or of a session
   */
  private void storeRevoked(String id) {
    SessionId session = new SessionId(id);
    DeployedSession known =
        deployed.all().stream().filter(present -> present.is(session)).findFirst().orElse(null);
    store.forget(session, null);
    bus.publishAt(
        cluster.self(),
        SessionDirectory.ENDED,
        new SessionEnded(session, known == null ? null : known.user()));
    // Long.MAX_VALUE is a dummy: RevokedTokens holds the true expiry already.
    bus.publishAt(
        cluster.self(), SessionDirectory.TOKEN_ENDED, new TokenRevoked(id, Long.MAX_VALUE));
    removeToken(id);
  }

  /** Removes a session that has ended on another server from this one. */
  private void removeEnded(SessionEnded event) {
    SessionId session = event.session();
    Stream<DeployedSession> candidates =
        event.user() == null
            ? deployed.all().stream()
            : Stream.ofNullable(deployed.find(event.user()));
    candidates
        .filter(candidate -> candidate.is(session))
        .forEach(
            candidate ->
                sessions
                    .ifDeployed(
                        session,
                        candidate.user(),
                        present ->
                            sessions.releaseAfter(
                                present.user(),
                                store
                                    .remove(session, present.user())
                                    .compose(ignored -> sessions.close(present))),
                        Future::succeededFuture)
                    .onFailure(cause -> LOG.warn("an ended session could not be removed", cause)));
  }

  /** Removes a token from its session on this server; the session ends with its last token. */
  private void removeToken(String token) {
    deployed.all().stream()
        .filter(present -> present.record().has(token))
        .map(present -> new EndSession(present.session(), present.user(), token, 0, false))
        .forEach(
            end ->
                end(new EndHosted(end))
                    .onFailure(
                        cause ->
                            LOG.info("a token will be removed later: {}", cause.getMessage())));
  }
}
