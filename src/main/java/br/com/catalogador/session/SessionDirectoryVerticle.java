package br.com.catalogador.session;

import br.com.catalogador.broker.BrokerOptions;
import br.com.catalogador.broker.LoginAnswer.Accepted;
import br.com.catalogador.broker.LoginAnswer.CodeWanted;
import br.com.catalogador.bus.Bus;
import br.com.catalogador.bus.Failure;
import br.com.catalogador.bus.FailureKind;
import br.com.catalogador.bus.Secret;
import br.com.catalogador.session.message.ConfirmCode;
import br.com.catalogador.session.message.EndSession;
import br.com.catalogador.session.message.GetSession;
import br.com.catalogador.session.message.LoggedIn;
import br.com.catalogador.session.message.Login;
import br.com.catalogador.session.message.LoginResult;
import br.com.catalogador.session.message.Session;
import br.com.catalogador.session.message.SessionDirectory;
import br.com.catalogador.session.message.SessionEnded;
import br.com.catalogador.session.message.SessionEnded.Reason;
import br.com.catalogador.session.message.SessionId;
import br.com.catalogador.session.message.SessionView.Connection;
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
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows which sessions there are. Every login is checked by the broker, whoever is logged in
 * already; a user who has a session goes on in it, so he never has two.
 */
public final class SessionDirectoryVerticle extends VerticleBase implements SessionDirectory {
  private static final Logger LOG = LoggerFactory.getLogger(SessionDirectoryVerticle.class);
  private static final int SESSION_ID_BYTES = 18;
  private static final Set<FailureKind> GUESSED_WRONG =
      Set.of(
          FailureKind.INVALID_CREDENTIALS, FailureKind.INVALID_CODE, FailureKind.CHALLENGE_EXPIRED);

  private final BrokerOptions brokerOptions;
  private final SessionOptions options;
  private final InstantSource localTime;
  private final SecureRandom random = new SecureRandom();
  private final LoginLimiter limiter;
  private final Turns turns = new Turns();
  private final Map<Attempt, Future<LoginResult>> attempts = new HashMap<>();
  private final Map<UserId, SessionId> sessionOfUser = new HashMap<>();
  private final Map<SessionId, String> deployments = new HashMap<>();
  private int starting;
  private Broker broker;
  private SecondFactors secondFactors;
  private Bus bus;

  /** A login under way; whoever asks for the same shares it. */
  private record Attempt(String account, Secret password) {}

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
    secondFactors = new SecondFactors(vertx, broker.login(), localTime, this::unguessable);
    return bus.serve(ADDRESS, this).completion();
  }

  @Override
  public Future<LoginResult> login(Login request) {
    String account = account(request.email());
    Attempt attempt = new Attempt(account, request.password());
    Future<LoginResult> same = attempts.get(attempt);
    if (same != null) {
      return same;
    }
    Future<LoginResult> result = turns.take(account, () -> attempt(account, request));
    attempts.put(attempt, result);
    return result.onComplete(done -> attempts.remove(attempt));
  }

  private static String account(String email) {
    return email.trim().toLowerCase(Locale.ROOT);
  }

  private Future<LoginResult> attempt(String account, Login request) {
    String email = request.email().trim();
    return limiter
        .check(account, request.clientAddress())
        .compose(allowed -> broker.login().login(email, request.password()))
        .onFailure(cause -> noteFailure(account, request.clientAddress(), cause))
        .compose(
            answer -> {
              if (answer instanceof CodeWanted wanted) {
                return secondFactors.begin(email, request.password(), wanted).map(it -> it);
              }
              return welcome(account, ((Accepted) answer).ssid()).map(it -> it);
            });
  }

  @Override
  public Future<LoggedIn> confirm(ConfirmCode request) {
    String account = secondFactors.email(request.challenge()).map(it -> account(it)).orElse(null);
    if (account == null) {
      return Future.failedFuture(Failure.of(FailureKind.CHALLENGE_EXPIRED));
    }
    return turns.take(account, () -> confirm(account, request));
  }

  private Future<LoggedIn> confirm(String account, ConfirmCode request) {
    return limiter
        .check(account, request.clientAddress())
        .compose(allowed -> secondFactors.confirm(request))
        .onFailure(cause -> noteFailure(account, request.clientAddress(), cause))
        .compose(ssid -> welcome(account, ssid));
  }

  private Future<LoggedIn> welcome(String account, Secret ssid) {
    limiter.succeeded(account);
    return begin(ssid);
  }

  /** A code guessed wrong counts like a password; the last one of a challenge ends it. */
  private void noteFailure(String account, String address, Throwable cause) {
    if (GUESSED_WRONG.contains(Failure.from(cause).kind())) {
      limiter.wrongGuess(account, address);
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

  /**
   * A user who had a session keeps that one; the new one has served to prove who he is. Only a
   * session that the broker has given up gives way.
   */
  private Future<LoggedIn> settle(User user, SessionId begun) {
    SessionId existing = sessionOfUser.putIfAbsent(user.id(), begun);
    if (existing == null) {
      LOG.debug("session of user {} begun, {} in all", user.id().value(), deployments.size());
      return Future.succeededFuture(new LoggedIn(user, begun));
    }
    return isAlive(existing)
        .compose(
            alive ->
                alive
                    ? end(begun).map(new LoggedIn(user, existing))
                    : end(existing, Reason.REPLACED).compose(ended -> settle(user, begun)));
  }

  private Future<Boolean> isAlive(SessionId session) {
    return bus.request(Session.address(session), new GetSession())
        .map(view -> view.connection() != Connection.AUTH_FAILED)
        .otherwise(false);
  }

  private SessionId newSessionId() {
    return new SessionId(unguessable());
  }

  private String unguessable() {
    byte[] bytes = new byte[SESSION_ID_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Override
  public Future<Void> end(EndSession request) {
    return end(request.session(), Reason.LOGGED_OUT);
  }

  private Future<Void> end(SessionId session, Reason reason) {
    forgetUser(session)
        .ifPresent(user -> bus.publish(ENDED, new SessionEnded(session, user, reason)));
    return end(session);
  }

  /** Whose session it was; empty when it is nobody's, or has ended already. */
  private Optional<UserId> forgetUser(SessionId session) {
    Optional<UserId> user =
        sessionOfUser.entrySet().stream()
            .filter(entry -> entry.getValue().equals(session))
            .map(Map.Entry::getKey)
            .findFirst();
    user.ifPresent(sessionOfUser::remove);
    return user;
  }

  private Future<Void> end(SessionId session) {
    String deployment = deployments.remove(session);
    return deployment == null ? Future.succeededFuture() : vertx.undeploy(deployment);
  }
}
