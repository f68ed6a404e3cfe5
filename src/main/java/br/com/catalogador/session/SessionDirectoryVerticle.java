package br.com.catalogador.session;

import br.com.catalogador.broker.BrokerOptions;
import br.com.catalogador.bus.Bus;
import br.com.catalogador.bus.Failure;
import br.com.catalogador.bus.FailureKind;
import br.com.catalogador.bus.Secret;
import br.com.catalogador.session.message.EndSession;
import br.com.catalogador.session.message.GetSession;
import br.com.catalogador.session.message.LoggedIn;
import br.com.catalogador.session.message.Login;
import br.com.catalogador.session.message.Session;
import br.com.catalogador.session.message.SessionDirectory;
import br.com.catalogador.session.message.SessionId;
import br.com.catalogador.session.message.User;
import br.com.catalogador.session.message.UserId;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows which sessions there are. Every login is checked by the broker, whoever is logged in
 * already; a user who has a session goes on in it, so he never has two.
 */
public final class SessionDirectoryVerticle extends VerticleBase implements SessionDirectory {
  private static final Logger LOG = LoggerFactory.getLogger(SessionDirectoryVerticle.class);
  private static final int SESSION_ID_BYTES = 18;

  private final BrokerOptions brokerOptions;
  private final SessionOptions options;
  private final InstantSource localTime;
  private final SecureRandom random = new SecureRandom();
  private final LoginLimiter limiter;
  private final Map<String, Attempt> attempts = new HashMap<>();
  private final Map<UserId, SessionId> sessionOfUser = new HashMap<>();
  private final Map<SessionId, String> deployments = new HashMap<>();
  private int starting;
  private Broker broker;
  private Bus bus;

  /** A login under way; of one account there is never more than one at the broker. */
  private record Attempt(Secret password, Future<LoggedIn> result) {}

  public SessionDirectoryVerticle(
      BrokerOptions brokerOptions, SessionOptions options, InstantSource localTime) {
    this.brokerOptions = brokerOptions;
    this.options = options;
    this.localTime = localTime;
    this.limiter = new LoginLimiter(options.loginAttempts(), options.loginWindow(), localTime);
  }

  @Override
  public Future<?> start() {
    bus = Bus.of(vertx);
    broker = new Broker(vertx, brokerOptions, localTime);
    return bus.serve(ADDRESS, this).completion();
  }

  @Override
  public Future<LoggedIn> login(Login request) {
    String account = request.email().trim().toLowerCase(Locale.ROOT);
    Attempt other = attempts.get(account);
    if (other == null) {
      Future<LoggedIn> result = attempt(account, request);
      attempts.put(account, new Attempt(request.password(), result));
      return result.onComplete(done -> attempts.remove(account));
    }
    return other.password().equals(request.password())
        ? other.result()
        : other.result().transform(done -> login(request));
  }

  private Future<LoggedIn> attempt(String account, Login request) {
    return limiter
        .check(account, request.clientAddress())
        .compose(allowed -> broker.login().login(request.email().trim(), request.password()))
        .onFailure(cause -> noteFailure(account, request.clientAddress(), cause))
        .onSuccess(ssid -> limiter.succeeded(account))
        .compose(this::begin);
  }

  private void noteFailure(String account, String address, Throwable cause) {
    if (Failure.from(cause).kind() == FailureKind.INVALID_CREDENTIALS) {
      limiter.wrongPassword(account, address);
    }
  }

  private Future<LoggedIn> begin(Secret ssid) {
    if (deployments.size() + starting >= options.maximum()) {
      return Future.failedFuture(Failure.of(FailureKind.SESSIONS_FULL));
    }
    SessionId id = newSessionId();
    starting++;
    return vertx
        .deployVerticle(new SessionVerticle(id, ssid, broker, options.idle()))
        .onComplete(done -> starting--)
        .onSuccess(deployment -> deployments.put(id, deployment))
        .compose(deployed -> bus.request(Session.address(id), new GetSession()))
        .compose(view -> settle(view.user(), id));
  }

  /** A user who had a session keeps that one; the new one has served to prove who he is. */
  private Future<LoggedIn> settle(User user, SessionId begun) {
    SessionId existing = sessionOfUser.putIfAbsent(user.id(), begun);
    if (existing == null) {
      LOG.debug("session of user {} begun, {} in all", user.id().value(), deployments.size());
      return Future.succeededFuture(new LoggedIn(user, begun));
    }
    return end(new EndSession(begun)).map(new LoggedIn(user, existing));
  }

  private SessionId newSessionId() {
    byte[] bytes = new byte[SESSION_ID_BYTES];
    random.nextBytes(bytes);
    return new SessionId(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  @Override
  public Future<Void> end(EndSession request) {
    String deployment = deployments.remove(request.session());
    if (deployment == null) {
      return Future.succeededFuture();
    }
    sessionOfUser.values().remove(request.session());
    return vertx.undeploy(deployment);
  }
}
