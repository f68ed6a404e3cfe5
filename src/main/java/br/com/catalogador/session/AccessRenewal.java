package br.com.catalogador.session;

import br.com.catalogador.broker.LoginAnswer.Accepted;
import br.com.catalogador.broker.PolariumOAuth;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.model.OAuthGrant;
import br.com.catalogador.support.ContextPromise;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews the access token of one session before it expires, one request at a time. A renewal that
 * the broker does not answer is repeated; one that it refuses is not, and the session ends when the
 * token expires. Confined to the session's event loop.
 */
final class AccessRenewal {
  private static final Logger LOG = LoggerFactory.getLogger(AccessRenewal.class);

  private static final Set<FailureKind> FINAL =
      Set.of(FailureKind.OAUTH_CODE_REFUSED, FailureKind.ACCOUNT_REFUSED);

  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  /** The share of the remaining time after which a renewal is repeated. */
  private static final int WAIT_SHARE = 10;

  private final Vertx vertx;
  private final PolariumOAuth oauth;
  private final InstantSource time;
  private final Consumer<Accepted> renewed;
  private final Runnable expired;

  /** The grant of the newest login; null when it cannot be renewed. */
  private OAuthGrant grant;

  private Future<Void> running;
  private boolean closed;
  private long timer = -1;

  /**
   * @param oauth null when logins on the broker's own page are off
   * @param renewed called with each new access token
   * @param expired called when the token has expired and could not be renewed
   */
  AccessRenewal(
      Vertx vertx,
      PolariumOAuth oauth,
      InstantSource time,
      Consumer<Accepted> renewed,
      Runnable expired) {
    this.vertx = vertx;
    this.oauth = oauth;
    this.time = time;
    this.renewed = renewed;
    this.expired = expired;
  }

  /**
   * Renews by this grant from now on.
   *
   * @param latest null for a login that cannot be renewed
   */
  void follow(OAuthGrant latest) {
    vertx.cancelTimer(timer);
    grant = oauth == null || !oauth.renews() ? null : latest;
    if (grant != null && !closed) {
      schedule(Duration.between(time.instant(), grant.renewAt()), this::renew);
    }
  }

  private void schedule(Duration wait, Runnable task) {
    timer = vertx.setTimer(Math.max(1, wait.toMillis()), ignored -> task.run());
  }

  /** Renews first when that is due; never fails. */
  Future<Void> renewIfDue() {
    return grant == null || time.instant().isBefore(grant.renewAt())
        ? Future.succeededFuture()
        : renew();
  }

  private Future<Void> renew() {
    if (running != null) {
      return ContextPromise.follow(running);
    }
    vertx.cancelTimer(timer);
    OAuthGrant used = grant;
    Future<Void> renewal = oauth.renew(used).transform(result -> finish(used, result));
    running = renewal;
    renewal.onComplete(ignored -> running = null);
    return renewal;
  }

  private Future<Void> finish(OAuthGrant used, AsyncResult<Accepted> result) {
    // A login that came meanwhile has replaced what was renewed.
    if (used == grant && result.succeeded()) {
      follow(result.result().grant());
      renewed.accept(result.result());
    } else if (used == grant && !closed) {
      failed(Failure.from(result.cause()));
    }
    return Future.succeededFuture();
  }

  private void failed(Failure failure) {
    Duration left = Duration.between(time.instant(), grant.expiresAt());
    LOG.info("an access token was not renewed: {}, it expires in {}", failure.kind(), left);
    if (left.isNegative() || left.isZero()) {
      expired.run();
    } else if (FINAL.contains(failure.kind())) {
      schedule(left, expired);
    } else {
      Duration wait = min(LONGEST_WAIT, max(SHORTEST_WAIT, left.dividedBy(WAIT_SHARE)));
      Duration wanted = Duration.ofSeconds(failure.facts().getLong("retryAfter", 0L));
      schedule(min(left, max(wait, wanted)), this::renew);
    }
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static Duration max(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  /**
   * Begins no further renewal.
   *
   * @return completes once a renewal that is under way has ended; its token is still told, since
   *     the broker has ended the old one
   */
  Future<Void> close() {
    closed = true;
    vertx.cancelTimer(timer);
    return running == null ? Future.succeededFuture() : running;
  }
}
