package br.com.catalogador.session;

import br.com.catalogador.bus.Failure;
import br.com.catalogador.bus.FailureKind;
import br.com.catalogador.bus.Secret;
import br.com.catalogador.session.message.SessionId;
import br.com.catalogador.session.message.SessionState;
import br.com.catalogador.session.message.User;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/**
 * The verticles of this server's sessions: how many there may be, and none once the server stops.
 * Lives on the directory's event loop.
 */
final class Verticles {
  /** Users come and go by minutes. */
  private static final int SECONDS_UNTIL_A_SEAT = 60;

  private final Vertx vertx;
  private final Broker broker;
  private final SessionOptions options;
  private int count;
  private boolean closing;

  /** A verticle that serves, and whom. */
  record Deployed(User user, String deployment) {}

  Verticles(Vertx vertx, Broker broker, SessionOptions options) {
    this.vertx = vertx;
    this.broker = broker;
    this.options = options;
  }

  /** Fails with SESSIONS_FULL, BUSY when the server stops, or what the broker fails with. */
  Future<Deployed> deploy(SessionId id, Secret ssid, SessionState state) {
    if (closing) {
      return Future.failedFuture(Failure.of(FailureKind.BUSY));
    }
    if (count >= options.maximum()) {
      return Future.failedFuture(
          Failure.retryAfter(FailureKind.SESSIONS_FULL, SECONDS_UNTIL_A_SEAT));
    }
    count++;
    SessionVerticle session = new SessionVerticle(id, ssid, state, broker, options.idle());
    return vertx
        .deployVerticle(session)
        .onFailure(cause -> count--)
        .map(deployment -> new Deployed(session.user(), deployment));
  }

  Future<Void> undeploy(String deployment) {
    return vertx.undeploy(deployment).onComplete(gone -> count--);
  }

  boolean isDeployed(String deployment) {
    return vertx.deploymentIDs().contains(deployment);
  }

  /** Deploys none any more. */
  void close() {
    closing = true;
  }

  int count() {
    return count;
  }
}
