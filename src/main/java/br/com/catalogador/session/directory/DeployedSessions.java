package br.com.catalogador.session.directory;

import br.com.catalogador.broker.LoginAnswer.Accepted;
import br.com.catalogador.broker.LoginFailures;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.model.User;
import br.com.catalogador.model.UserId;
import br.com.catalogador.session.BrokerAccess;
import br.com.catalogador.session.HostedService;
import br.com.catalogador.session.SessionOptions;
import br.com.catalogador.session.SessionVerticle;
import br.com.catalogador.session.SessionVerticle.Renewal;
import br.com.catalogador.session.message.LoginToken;
import br.com.catalogador.session.store.SessionRecord;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions that have a verticle on this server: deployment, removal, and the limit on their
 * number. A session counts towards the limit unless the broker refuses it (AUTH_FAILED), or it
 * belongs to a login whose user is not known yet, which counts from {@link #countTowardsLimit} on.
 * Confined to the directory's event loop.
 */
final class DeployedSessions {
  private static final Logger LOG = LoggerFactory.getLogger(DeployedSessions.class);

  private static final int RETRY_AFTER_SECONDS_WHEN_FULL = 60;

  /** Logins whose user is not known yet; each has a socket beyond the limit. */
  private static final int MOST_UNCOUNTED = LoginLimiter.AT_ONCE_OF_ALL;

  private final Vertx vertx;
  private final BrokerAccess broker;
  private final HostedService.Factory hosting;
  private final SessionOptions options;
  private final Map<UserId, DeployedSession> registered = new HashMap<>();
  private final Set<SessionVerticle> deployed = new HashSet<>();
  private final Set<SessionVerticle> uncounted = new HashSet<>();
  private boolean closing;

  /** A session and its verticle. */
  record DeployedSession(SessionRecord record, String deployment, SessionVerticle verticle) {
    UserId user() {
      return record.user().id();
    }

    SessionId session() {
      return record.session();
    }

    /** The record with what only the verticle knows: the times of use, and a renewed token. */
    SessionRecord current() {
      SessionRecord seen = record.seen(verticle.lastSeen());
      Renewal renewal = verticle.lastRenewal();
      return renewal != null && renewal.old().equals(record.ssid())
          ? seen.renewed(renewal.fresh(), renewal.grant())
          : seen;
    }

    boolean is(SessionId session) {
      return session().equals(session);
    }

    private DeployedSession with(SessionRecord changed) {
      return new DeployedSession(changed, deployment, verticle);
    }
  }

  DeployedSessions(
      Vertx vertx, BrokerAccess broker, HostedService.Factory hosting, SessionOptions options) {
    this.vertx = vertx;
    this.broker = broker;
    this.hosting = hosting;
    this.options = options;
  }

  /** A user's session, or null when there is none here. */
  DeployedSession find(UserId user) {
    return registered.get(user);
  }

  List<DeployedSession> all() {
    return List.copyOf(registered.values());
  }

  /**
   * Deploys the session of a login whose user is not known yet; does not register it.
   *
   * @return fails with BUSY when the server stops, or as {@link LoginFailures#ofSession} says
   */
  Future<DeployedSession> begin(SessionId id, LoginToken token, Accepted login) {
    if (closing || uncounted.size() >= MOST_UNCOUNTED) {
      return Future.failedFuture(Failure.retryAfter(FailureKind.BUSY, 1));
    }
    SessionVerticle verticle =
        new SessionVerticle(
            id,
            login,
            login.userId().isEmpty() ? null : new User(new UserId(login.userId()), "", ""),
            List.of(token),
            null,
            hosting,
            null,
            broker,
            options);
    uncounted.add(verticle);
    return deploy(verticle)
        .recover(
            cause ->
                Future.failedFuture(LoginFailures.ofSession(verticle.step(), Failure.from(cause))))
        .map(
            deployment -> {
              User user = verticle.user();
              SessionRecord record =
                  SessionRecord.begun(
                      id, user, login.ssid(), login.grant(), login.localAddress(), token);
              return new DeployedSession(record, deployment, verticle);
            });
  }

  /**
   * Deploys a session from its record; does not register it.
   *
   * @param ranking null for none
   * @return fails with SESSIONS_FULL, BUSY when the server stops, SESSION_ENDED when the broker
   *     refuses the session, or with the broker's failure
   */
  Future<DeployedSession> deploy(SessionRecord record, String ranking) {
    if (closing) {
      return Future.failedFuture(Failure.retryAfter(FailureKind.BUSY, 1));
    }
    if (isFull()) {
      return full();
    }
    SessionVerticle verticle =
        new SessionVerticle(
            record.session(),
            new Accepted(
                record.ssid(), record.user().id().value(), record.grant(), record.localAddress()),
            record.user(),
            record.tokens(),
            record.preferences(),
            hosting,
            ranking,
            broker,
            options);
    return deploy(verticle).map(deployment -> new DeployedSession(record, deployment, verticle));
  }

  private Future<String> deploy(SessionVerticle verticle) {
    deployed.add(verticle);
    return vertx.deployVerticle(verticle).onFailure(cause -> forget(verticle));
  }

  private void forget(SessionVerticle verticle) {
    deployed.remove(verticle);
    uncounted.remove(verticle);
  }

  /** Whether the limit has been reached. */
  private boolean isFull() {
    int counted = deployed.size() - uncounted.size();
    // Refused sessions are only looked for when the limit seems to be reached.
    return counted >= options.maximum()
        && deployed.stream()
                .filter(verticle -> !uncounted.contains(verticle) && !verticle.isRefused())
                .count()
            >= options.maximum();
  }

  private static <T> Future<T> full() {
    return Future.failedFuture(
        Failure.retryAfter(FailureKind.SESSIONS_FULL, RETRY_AFTER_SECONDS_WHEN_FULL));
  }

  /** Counts the session of a login towards the limit; SESSIONS_FULL when it has been reached. */
  Future<Void> countTowardsLimit(DeployedSession begun) {
    if (isFull()) {
      return full();
    }
    uncounted.remove(begun.verticle());
    return Future.succeededFuture();
  }

  /** Makes a deployed session the one of its user. */
  void register(DeployedSession session) {
    registered.put(session.user(), session);
    LOG.debug(
        "registered the session of user {}, {} sessions in all",
        session.user().value(),
        registered.size());
  }

  /** Replaces the record of a registered session. */
  DeployedSession change(DeployedSession session, SessionRecord changed) {
    DeployedSession updated = session.with(changed);
    registered.put(session.user(), updated);
    return updated;
  }

  boolean isRegistered(DeployedSession session) {
    DeployedSession present = registered.get(session.user());
    return present != null && present.verticle() == session.verticle();
  }

  /** Unregisters a session and removes its verticle. Never fails. */
  Future<Void> undeploy(DeployedSession session) {
    if (isRegistered(session)) {
      registered.remove(session.user());
    }
    // Fails when the verticle has been removed already.
    return vertx
        .undeploy(session.deployment())
        .onComplete(ignored -> forget(session.verticle()))
        .otherwiseEmpty();
  }

  /** Refuses further deployments. */
  void close() {
    closing = true;
  }

  /** The number of session verticles. */
  int count() {
    return deployed.size();
  }
}
